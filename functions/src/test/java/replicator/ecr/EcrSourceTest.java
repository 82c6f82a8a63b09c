package replicator.ecr;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import replicator.aws.Answers;
import replicator.failure.PermanentFailure;
import replicator.failure.TransientFailure;
import replicator.image.Digest;
import replicator.image.Repository;
import replicator.image.RepositoryName;
import replicator.image.Tag;
import replicator.list.EveryTag;
import replicator.selection.Starting;
import replicator.selection.TagCandidate;
import replicator.selection.TagChoice;
import replicator.selection.TagRule;
import replicator.source.SourceImage;
import replicator.source.SourceImages;
import software.amazon.awssdk.services.ecr.model.ImageStatus;

class EcrSourceTest {
  private static final Repository APP =
      new Repository(FakeEcr.LOCATION.host(), new RepositoryName("team/app"));
  private static final TagChoice ALL = TagChoice.of(new EveryTag("ALL"));

  private final FakeEcr ecr = new FakeEcr();
  private final EcrSource source = new EcrSource(ecr, FakeEcr.SOURCE);

  @Test
  void repositories_onSeveralPages_comeAllAndInOrder() {
    for (String name : List.of("b/c", "b-a", "a", "d", "e/f", "g", "h")) {
      ecr.repository(name);
    }
    assertThat(source.repositories())
        .map(Repository::toString)
        .hasSize(7)
        .isSorted()
        .contains("111122223333.dkr.ecr.eu-west-1.amazonaws.com/e/f");
    assertThat(ecr.calls).hasSize(3);
  }

  @Test
  void nothingToSee_isNotTakenForNothingToCopy() {
    assertThatThrownBy(source::repositories)
        .isInstanceOf(PermanentFailure.class)
        .hasMessageContaining("111122223333.dkr.ecr.eu-west-1.amazonaws.com")
        .hasMessageContaining("srcRegion");
  }

  @Test
  void repositories_whenAPageInTheMiddleFails_areNoneRatherThanSome() {
    IntStream.range(0, 9).forEach(number -> ecr.repository("r" + number));
    ecr.failing("DescribeRepositories", 2, Answers.throttled());
    assertThatThrownBy(source::repositories)
        .isInstanceOf(TransientFailure.class)
        .hasMessageContaining("ecr:DescribeRepositories")
        .hasMessageContaining("Rate exceeded");
  }

  @Test
  void repositories_refusedByAnotherAccount_sayThatAllNeedsARegistryPolicyOrARole() {
    ecr.failing("DescribeRepositories", 1, Answers.denied("ecr:DescribeRepositories"));
    assertThatThrownBy(source::repositories)
        .isInstanceOf(PermanentFailure.class)
        .hasMessageContaining("srcList ALL needs a registry policy (version V2)")
        .hasMessageContaining("srcRoleArn or srcCredential");
  }

  @Test
  void images_ofEveryTagOnSeveralPages_comeInOrderOfTags() {
    for (int number = 9; number >= 0; number--) {
      ecr.with("team/app", "v" + number, number);
    }
    SourceImages images = source.images(APP, ALL);
    assertThat(images.images())
        .containsExactlyElementsOf(
            IntStream.range(0, 10).mapToObj(n -> image("v" + n, n)).toList());
    assertThat(images.matched()).containsExactly("ALL");
    assertThat(ecr.calls).containsOnly("ListImages").hasSize(4);
  }

  @Test
  void tagsThatNoClientCanCopy_areLeftOut() {
    ecr.with("team/app", "-beta", 1).with("team/app", "v1", 1).with("team/app", ".x", 2);
    assertThat(source.images(APP, ALL).images()).containsExactly(image("v1", 1));
    TagChoice named = new TagChoice(Set.of(new Tag("v1")), Set.of(), List.of());
    assertThat(source.images(APP, named).images()).containsExactly(image("v1", 1));
  }

  @Test
  void images_withSeveralTags_comeUnderEachOfThem() {
    ecr.with("team/app", "1", 7).with("team/app", "1.2", 7).with("team/app", "latest", 7);
    assertThat(source.images(APP, ALL).images())
        .containsExactly(image("1", 7), image("1.2", 7), image("latest", 7));
  }

  @Test
  void images_whenAPageInTheMiddleFails_areNoneRatherThanSome() {
    IntStream.range(0, 9).forEach(number -> ecr.with("team/app", "v" + number, number));
    ecr.failing("ListImages", 3, Answers.outage());
    assertThatThrownBy(() -> source.images(APP, ALL))
        .isInstanceOf(TransientFailure.class)
        .hasMessageContaining(
            "ecr:ListImages on 111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/app");
  }

  @Test
  void images_refused_nameThePermissionAndTheParameters() {
    ecr.failing("ListImages", 1, Answers.denied("ecr:ListImages"));
    assertThatThrownBy(() -> source.images(APP, ALL))
        .isInstanceOf(PermanentFailure.class)
        .hasMessageContaining("must allow ecr:ListImages")
        .hasMessageContaining("srcRoleArn or srcCredential");
  }

  @Test
  void images_ofAMissingRepository_areNone() {
    assertThat(source.images(APP, ALL)).isEqualTo(SourceImages.NONE);
    assertThat(source.images(APP, TagChoice.of(Set.of(Tag.LATEST)))).isEqualTo(SourceImages.NONE);
    assertThat(source.images(APP, digests(1))).isEqualTo(SourceImages.NONE);
  }

  @Test
  void images_ofAnEmptyRepository_areNone() {
    ecr.repository("team/app");
    SourceImages images = source.images(APP, ALL);
    assertThat(images.images()).isEmpty();
    assertThat(images.matched()).isEmpty();
  }

  @Test
  void images_askedForByTag_takeOneCallHoweverManyTheRepositoryHas() {
    IntStream.range(0, 50).forEach(number -> ecr.with("team/app", "v" + number, number));
    TagChoice choice = TagChoice.of(Set.of(new Tag("v7"), new Tag("v9")));
    assertThat(source.images(APP, choice).images()).containsExactly(image("v7", 7), image("v9", 9));
    assertThat(ecr.calls).containsExactly("DescribeImages");
  }

  @Test
  void images_askedForByTag_leaveOutWhatIsMissingAndOtherTagsOfTheSameImage() {
    IntStream.range(0, 50).forEach(number -> ecr.with("team/app", "v" + number, number));
    ecr.with("team/app", "latest", 49);
    Set<Tag> wanted =
        IntStream.range(30, 70).mapToObj(number -> new Tag("v" + number)).collect(toSet());
    assertThat(source.images(APP, TagChoice.of(wanted)).images())
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(30, 50).mapToObj(n -> image("v" + n, n)).toList());
  }

  @Test
  void images_askedForByMoreTagsThanOneCallHolds_areListed() {
    IntStream.range(0, 150).forEach(number -> ecr.with("team/app", "v" + number, number));
    ecr.pageSize = 1000;
    Set<Tag> wanted =
        IntStream.range(20, 200).mapToObj(number -> new Tag("v" + number)).collect(toSet());
    assertThat(source.images(APP, TagChoice.of(wanted)).images()).hasSize(130);
    assertThat(ecr.calls).containsExactly("ListImages");
  }

  @ParameterizedTest
  @EnumSource(names = {"ARCHIVED", "ACTIVATING"})
  void images_thatAreNotActive_cannotBePulled(ImageStatus status) {
    ecr.with("team/app", "old", 1).with("team/app", "new", 2);
    ecr.repository("team/app").inactive.put(FakeEcr.digest(1), status);
    TagChoice both = TagChoice.of(Set.of(new Tag("old"), new Tag("new")));
    assertThat(source.images(APP, both).images()).containsExactly(image("new", 2));
    assertThat(source.images(APP, ALL).images()).containsExactly(image("new", 2));
  }

  @Test
  void images_askedForByDigest_comeUnderTheirOwnTag() {
    ecr.with("team/app", "latest", 1);
    ecr.repository("team/app").digests.add(FakeEcr.digest(2));
    Digest untagged = new Digest(FakeEcr.digest(2));
    TagChoice choice =
        new TagChoice(
            Set.of(Tag.LATEST), Set.of(untagged, new Digest(FakeEcr.digest(3))), List.of());
    assertThat(source.images(APP, choice).images())
        .containsExactly(new SourceImage(TagChoice.tagOf(untagged), untagged), image("latest", 1));
  }

  @Test
  void images_ofRules_joinThoseAskedForByName() {
    ecr.with("team/app", "1.0", 1).with("team/app", "1.1", 2).with("team/app", "2.0", 3);
    TagChoice choice =
        new TagChoice(
            Set.of(new Tag("2.0"), new Tag("3.0")),
            Set.of(new Digest(FakeEcr.digest(1))),
            List.of(new Starting("1."), new Starting("9.")));
    SourceImages images = source.images(APP, choice);
    assertThat(images.images())
        .contains(image("1.0", 1), image("1.1", 2), image("2.0", 3))
        .hasSize(4);
    assertThat(images.matched()).containsExactly("1.*");
  }

  @Test
  void images_ofARuleAboutPushTimes_tellThem() {
    ecr.with("team/app", "a", 1).with("team/app", "b", 2).with("team/app", "also-b", 2);
    List<TagCandidate> seen = new ArrayList<>();
    source.images(APP, TagChoice.of(new ByPushTime(seen)));
    Instant second = FakeEcr.PUSHED.plusSeconds(120);
    assertThat(seen)
        .extracting(candidate -> candidate.tag().value(), c -> c.pushedAt().orElseThrow())
        .contains(tuple("b", second), tuple("also-b", second))
        .hasSize(3);
    assertThat(ecr.calls).containsOnly("DescribeImages");
  }

  @Test
  void sizes_leaveOutImagesThatVanishedAndThoseOfUnknownSize() {
    for (int number = 0; number < 250; number++) {
      ecr.repository("team/app").digests.add(FakeEcr.digest(number));
    }
    Set<Digest> asked =
        IntStream.range(0, 260)
            .mapToObj(number -> new Digest(FakeEcr.digest(number)))
            .collect(toSet());
    Map<Digest, Long> sizes = source.sizes(APP, asked);
    assertThat(sizes).hasSize(249).containsEntry(new Digest(FakeEcr.digest(249)), 249L);
  }

  @Test
  void sizes_ofARepositoryThatVanished_areNone() {
    assertThat(source.sizes(APP, Set.of(new Digest(FakeEcr.digest(1))))).isEmpty();
  }

  @Test
  void sizes_duringAnOutage_fail() {
    ecr.with("team/app", "a", 1).failing("DescribeImages", 1, Answers.outage());
    assertThatThrownBy(() -> source.sizes(APP, Set.of(new Digest(FakeEcr.digest(1)))))
        .isInstanceOf(TransientFailure.class);
  }

  private static SourceImage image(String tag, int number) {
    return new SourceImage(new Tag(tag), new Digest(FakeEcr.digest(number)));
  }

  private static TagChoice digests(int number) {
    return new TagChoice(Set.of(), Set.of(new Digest(FakeEcr.digest(number))), List.of());
  }

  private record ByPushTime(List<TagCandidate> seen) implements TagRule {
    @Override
    public String entry() {
      return "newest";
    }

    @Override
    public List<Tag> pick(Collection<TagCandidate> candidates) {
      seen.addAll(candidates);
      return List.of();
    }

    @Override
    public boolean needsPushTimes() {
      return true;
    }
  }
}
