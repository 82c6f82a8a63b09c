package replicator.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static replicator.copy.SampleCopies.HOST;
import static replicator.copy.SampleCopies.copy;
import static replicator.copy.SampleCopies.digest;
import static replicator.copy.SampleCopies.source;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import replicator.copy.Copy;
import replicator.copy.Unavailable;
import replicator.destination.InMemoryDestinationRegistry;
import replicator.failure.PermanentFailure;
import replicator.failure.TransientFailure;
import replicator.image.Digest;
import replicator.image.Repository;
import replicator.image.RepositoryName;
import replicator.image.Tag;
import replicator.list.EveryTag;
import replicator.selection.TagChoice;
import replicator.source.InMemorySourceRegistry;
import replicator.source.SourceImages;
import replicator.source.SourceRegistry;

@Timeout(30)
class ComparisonTest {
  private static final TagChoice EVERY = TagChoice.of(new EveryTag("ALL"));

  private final InMemorySourceRegistry source = new InMemorySourceRegistry();
  private final InMemoryDestinationRegistry destination = new InMemoryDestinationRegistry(HOST);
  private final Comparison comparison = new Comparison(source, destination, 4, false);

  @Test
  void nothing_wanted_is_no_difference() {
    assertThat(comparison.of(List.of(), Enough.NEVER, false).difference())
        .isEqualTo(Differences.of(List.of(), 0, List.of(), Set.of()));
  }

  @Test
  void differences_come_in_the_order_of_what_is_wanted() {
    List<String> names = IntStream.range(0, 50).mapToObj(number -> "r" + number).toList();
    names.forEach(name -> source.push(source(name), "v1", digest(1)));

    assertThat(
            comparison
                .of(names.stream().map(name -> wanted(name, EVERY)).toList(), Enough.NEVER, false)
                .difference()
                .copies())
        .containsExactlyElementsOf(names.stream().map(name -> copy(name, "v1", 1)).toList());
  }

  @Test
  void again_counts_what_is_equal_as_lacking() {
    source.push(source("a"), "v1", digest(1));
    destination.push(new RepositoryName("a"), "v1", digest(1));

    Difference difference =
        new Comparison(source, destination, 4, true)
            .of(List.of(wanted("a", EVERY)), Enough.NEVER, false)
            .difference();

    assertThat(difference.upToDate()).isZero();
    assertThat(difference.copies()).containsExactly(copy("a", "v1", 1, 1));
    assertThat(difference.copies()).allMatch(Copy::isAgain);
  }

  @Test
  void what_is_up_to_date_is_counted_over_all_repositories() {
    for (String name : List.of("a", "b")) {
      source.push(source(name), "v1", digest(1));
      destination.push(new RepositoryName(name), "v1", digest(1));
    }

    Difference difference =
        comparison
            .of(List.of(wanted("a", EVERY), wanted("b", EVERY)), Enough.NEVER, false)
            .difference();

    assertThat(difference).isEqualTo(Differences.of(List.of(), 2, List.of(), Set.of("ALL")));
  }

  @Test
  void copies_have_the_sizes_that_the_source_tells() {
    source.push(source("a"), "v1", digest(1));
    source.size(digest(1), 42);

    assertThat(
            comparison.of(List.of(wanted("a", EVERY)), Enough.NEVER, false).difference().copies())
        .map(Copy::sizeInBytes)
        .containsExactly(OptionalLong.of(42));
  }

  @Test
  void a_named_image_of_a_repository_that_the_source_lacks_is_unavailable() {
    TagChoice named = TagChoice.of(Set.of(new Tag("v1")));

    assertThat(
            comparison
                .of(List.of(wanted("gone", named)), Enough.NEVER, false)
                .difference()
                .unavailable())
        .map(Unavailable::reason)
        .containsExactly("the source has no image source.example.com/gone:v1");
  }

  @Test
  void an_image_that_is_refused_is_unavailable_and_the_others_are_compared() {
    source.push(source("a"), "v1", digest(1));
    source.refuse(source("closed"), Map.of(new Tag("v1"), "may not be read (status 401)"));
    TagChoice named = TagChoice.of(Set.of(new Tag("v1")));

    Difference difference =
        comparison
            .of(List.of(wanted("a", named), wanted("closed", named)), Enough.NEVER, false)
            .difference();

    assertThat(difference.copies()).containsExactly(copy("a", "v1", 1));
    assertThat(difference.unavailable())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.source()).isEqualTo(source("closed"));
              assertThat(one.reason()).isEqualTo("may not be read (status 401)");
            });
  }

  @Test
  void a_repository_that_does_not_tell_its_tags_is_named_and_the_others_are_compared() {
    source.push(source("a"), "v1", digest(1));
    source.hideTags(source("closed"), "may not be read (status 401)");

    Difference difference =
        comparison
            .of(List.of(wanted("a", EVERY), wanted("closed", EVERY)), Enough.NEVER, false)
            .difference();

    assertThat(difference.copies()).containsExactly(copy("a", "v1", 1));
    assertThat(difference.unlisted())
        .containsExactly(
            "source.example.com/closed does not tell its tags: may not be read (status 401)");
  }

  @Test
  void refusals_alone_in_a_later_part_fail_nothing_else() {
    source.refuse(source("closed"), Map.of(new Tag("v1"), "may not be read (status 401)"));
    TagChoice named = TagChoice.of(Set.of(new Tag("v1")));

    assertThat(
            comparison
                .of(List.of(wanted("closed", named)), Enough.NEVER, true)
                .difference()
                .unavailable())
        .hasSize(1);
  }

  @Test
  void a_source_that_tells_no_tags_at_all_fails_all() {
    source.hideTags(source("closed"), "may not be read (status 401)");

    assertThatThrownBy(() -> comparison.of(List.of(wanted("closed", EVERY)), Enough.NEVER, false))
        .isInstanceOf(PermanentFailure.class)
        .hasMessage("may not be read (status 401)");
  }

  @Test
  void refusals_where_no_image_is_given_fail_all() {
    source.push(source("a"), "v2", digest(1));
    source.refuse(source("closed"), Map.of(new Tag("v1"), "may not be read (status 401)"));
    TagChoice named = TagChoice.of(Set.of(new Tag("v1")));

    assertThatThrownBy(
            () ->
                comparison.of(
                    List.of(wanted("a", named), wanted("closed", named)), Enough.NEVER, false))
        .isInstanceOf(PermanentFailure.class)
        .hasMessage("may not be read (status 401)");
  }

  @Test
  void one_source_repository_that_cannot_be_listed_fails_all() {
    source.push(source("a"), "v1", digest(1));
    source.push(source("c"), "v1", digest(1));
    source.fail(source("b"), new TransientFailure("503 of b"));

    assertThatThrownBy(
            () ->
                comparison
                    .of(
                        List.of(wanted("a", EVERY), wanted("b", EVERY), wanted("c", EVERY)),
                        Enough.NEVER,
                        false)
                    .difference())
        .isInstanceOf(TransientFailure.class)
        .hasMessage("503 of b");
  }

  @Test
  void one_destination_repository_that_cannot_be_listed_fails_all() {
    source.push(source("a"), "v1", digest(1));
    source.push(source("b"), "v1", digest(1));
    destination.fail(new RepositoryName("b"), new PermanentFailure("b may not be read"));

    assertThatThrownBy(
            () ->
                comparison
                    .of(List.of(wanted("a", EVERY), wanted("b", EVERY)), Enough.NEVER, false)
                    .difference())
        .isInstanceOf(PermanentFailure.class)
        .hasMessage("b may not be read");
  }

  @Test
  void what_is_compared_when_it_is_enough_is_a_beginning_and_never_nothing() {
    List<Wanted> wanted = IntStream.range(0, 9).mapToObj(n -> wanted("r" + n, EVERY)).toList();
    wanted.forEach(one -> source.push(one.source(), "v1", digest(1)));
    Comparison oneByOne = new Comparison(source, destination, 1, false);

    assertThat(oneByOne.of(wanted, images -> images >= 4, false).repositories()).isEqualTo(4);
    assertThat(oneByOne.of(wanted, images -> true, false).repositories()).isEqualTo(1);
    assertThat(comparison.of(wanted, images -> true, false).difference().copies())
        .containsExactly(copy("r0", "v1", 1));
  }

  @Test
  void sizes_are_asked_only_of_what_is_missing() {
    Map<Repository, Set<Digest>> asked = new HashMap<>();
    destination.push(new RepositoryName("a"), "v1", digest(1));
    source.push(source("a"), "v1", digest(1));
    source.push(source("a"), "v2", digest(2));
    SourceRegistry watched =
        new SourceRegistry() {
          @Override
          public List<Repository> repositories() {
            return source.repositories();
          }

          @Override
          public SourceImages images(Repository repository, TagChoice choice) {
            return source.images(repository, choice);
          }

          @Override
          public Map<Digest, Long> sizes(Repository repository, Set<Digest> digests) {
            asked.put(repository, digests);
            return Map.of();
          }
        };

    new Comparison(watched, destination, 1, false)
        .of(List.of(wanted("a", EVERY)), Enough.NEVER, false)
        .difference();

    assertThat(asked).isEqualTo(Map.of(source("a"), Set.of(digest(2))));
  }

  private static Wanted wanted(String name, TagChoice choice) {
    return new Wanted(source(name), new RepositoryName(name), choice);
  }
}
