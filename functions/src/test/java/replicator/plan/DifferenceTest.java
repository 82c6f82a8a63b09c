package replicator.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static replicator.copy.SampleCopies.HOST;
import static replicator.copy.SampleCopies.copy;
import static replicator.copy.SampleCopies.destination;
import static replicator.copy.SampleCopies.digest;
import static replicator.copy.SampleCopies.source;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import replicator.copy.Copy;
import replicator.copy.Unavailable;
import replicator.image.Digest;
import replicator.image.RepositoryName;
import replicator.image.Tag;
import replicator.selection.TagChoice;
import replicator.source.SourceImage;
import replicator.source.SourceImages;

class DifferenceTest {
  private static final Tag A = new Tag("a");
  private static final Tag B = new Tag("b");

  @Test
  void a_tag_that_the_destination_lacks_is_copied_and_was_nothing_before() {
    assertThat(difference(choice(A), images(A, 1), Map.of()).copies())
        .containsExactly(copy("app", "a", 1));
  }

  @Test
  void a_tag_that_points_elsewhere_is_copied_and_says_what_was_there() {
    assertThat(difference(choice(A), images(A, 2), Map.of(A, digest(1))).copies())
        .containsExactly(copy("app", "a", 2, 1));
  }

  @Test
  void a_copy_whose_digest_is_there_under_another_tag_is_an_alias_unless_it_is_copied_again() {
    Map<Tag, Digest> present = Map.of(B, digest(1));

    assertThat(difference(choice(A), images(A, 1), present).aliases())
        .containsExactly(copy("app", "a", 1).image());
    assertThat(difference(choice(A), images(A, 2), present).aliases()).isEmpty();
    assertThat(Difference.of(wanted(choice(B)), HOST, images(B, 1), present, true).aliases())
        .isEmpty();
  }

  @Test
  void a_tag_that_points_to_the_same_digest_is_up_to_date() {
    Difference difference = difference(choice(A), images(A, 1), Map.of(A, digest(1)));

    assertThat(difference.copies()).isEmpty();
    assertThat(difference.upToDate()).isEqualTo(1);
  }

  @Test
  void a_tag_that_only_the_destination_has_is_left_alone() {
    Difference difference = difference(choice(A), images(A, 1), Map.of(A, digest(1), B, digest(2)));

    assertThat(difference).isEqualTo(Differences.of(List.of(), 1, List.of(), Set.of()));
  }

  @Test
  void a_tag_asked_for_by_name_that_the_source_lacks_is_unavailable_and_named() {
    Difference difference = difference(choice(A, B), images(A, 1), Map.of());

    assertThat(difference.unavailable())
        .containsExactly(
            new Unavailable(
                source("app"),
                destination("app"),
                B,
                Optional.empty(),
                "the source has no image source.example.com/app:b"));
  }

  @Test
  void a_tag_that_the_source_lost_is_unavailable_even_if_the_destination_has_it() {
    Difference difference = difference(choice(B), images(A, 1), Map.of(B, digest(2)));

    assertThat(difference.unavailable())
        .singleElement()
        .satisfies(
            image -> assertThat(image.tag()).isEqualTo(B),
            image -> assertThat(image.previous()).contains(digest(2)));
  }

  @Test
  void a_digest_asked_for_that_the_source_lacks_is_unavailable_and_named() {
    TagChoice choice = new TagChoice(Set.of(), Set.of(digest(7)), List.of());

    assertThat(difference(choice, SourceImages.NONE, Map.of()).unavailable())
        .singleElement()
        .satisfies(
            image -> assertThat(image.reason()).endsWith("source.example.com/app@" + digest(7)),
            image -> assertThat(image.tag()).isEqualTo(TagChoice.tagOf(digest(7))));
  }

  @Test
  void a_digest_that_the_source_has_arrives_under_its_own_tag() {
    TagChoice choice = new TagChoice(Set.of(), Set.of(digest(7)), List.of());
    SourceImages images =
        new SourceImages(List.of(new SourceImage(TagChoice.tagOf(digest(7)), digest(7))), Set.of());

    Difference difference = difference(choice, images, Map.of());

    assertThat(difference.unavailable()).isEmpty();
    assertThat(difference.copies()).map(Copy::tag).containsExactly(TagChoice.tagOf(digest(7)));
  }

  @Test
  void what_is_unavailable_is_told_in_the_same_order_each_time() {
    Set<Digest> digests = Set.of(digest(3), digest(1), digest(2));
    TagChoice choice = new TagChoice(Set.of(B, A), digests, List.of());

    assertThat(difference(choice, SourceImages.NONE, Map.of()).unavailable())
        .map(Unavailable::reason)
        .isSorted();
  }

  @Test
  void of_a_repository_that_the_source_lacks_all_that_was_named_is_unavailable() {
    Difference difference = difference(choice(A, B), SourceImages.NONE, Map.of());

    assertThat(difference.unavailable()).map(Unavailable::tag).containsExactly(A, B);
    assertThat(difference.copies()).isEmpty();
  }

  @Test
  void sizes_are_those_of_the_digest_and_unknown_where_the_source_does_not_tell() {
    SourceImages images =
        new SourceImages(
            List.of(new SourceImage(A, digest(1)), new SourceImage(B, digest(2))), Set.of());

    Difference sized =
        difference(choice(A, B), images, Map.of()).sized(Map.of(digest(1), 5_000_000_000L));

    assertThat(sized.copies())
        .map(Copy::sizeInBytes)
        .containsExactly(OptionalLong.of(5_000_000_000L), OptionalLong.empty());
  }

  @Test
  void a_sum_adds_up_all_its_parts() {
    Difference one =
        difference(choice(A, B), images(A, 1), Map.of(new Tag("c"), digest(1))).sized(Map.of());
    Difference two = Differences.of(List.of(copy("x", "a", 9)), 3, List.of(), Set.of("x:*"));

    Difference sum = Difference.sum(List.of(one, two));

    assertThat(sum.copies()).containsExactly(copy("app", "a", 1), copy("x", "a", 9));
    assertThat(sum.aliases()).containsExactly(copy("app", "a", 1).image());
    assertThat(sum.upToDate()).isEqualTo(3);
    assertThat(sum.unavailable()).isEqualTo(one.unavailable());
    assertThat(sum.matched()).containsExactly("x:*");
  }

  private static Difference difference(
      TagChoice choice, SourceImages images, Map<Tag, Digest> present) {
    return Difference.of(wanted(choice), HOST, images, present, false);
  }

  private static Wanted wanted(TagChoice choice) {
    return new Wanted(source("app"), new RepositoryName("app"), choice);
  }

  private static TagChoice choice(Tag... tags) {
    return TagChoice.of(Set.of(tags));
  }

  private static SourceImages images(Tag tag, int digest) {
    return new SourceImages(List.of(new SourceImage(tag, digest(digest))), Set.of());
  }
}
