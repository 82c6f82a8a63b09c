package replicator.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static replicator.copy.SampleCopies.copies;
import static replicator.copy.SampleCopies.copy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import replicator.copy.Batch;
import replicator.copy.Copy;
import replicator.cost.Rates;
import replicator.plan.DryRunImage.Reason;

class DryRunTest {
  private static final int STATE = 262_144;
  private static final Rates RATES = Rates.of(512, 1_024, true, false, 0.02);

  @Test
  void each_image_says_why_it_would_be_copied() {
    Plan plan =
        plan(
            new Batch(
                1,
                List.of(
                    copy("app", "new", 1),
                    copy("app", "changed", 2, 1),
                    copy("app", "alias", 3),
                    copy("app", "again", 4, 4))));

    DryRun dryRun = dryRun(plan, copy("app", "alias", 3).image());

    assertThat(dryRun.images())
        .map(DryRunImage::why)
        .containsExactly(Reason.NEW, Reason.CHANGED, Reason.ALIAS, Reason.AGAIN);
    assertThat(dryRun.summary())
        .isEqualTo("4 images to copy with 1 task, 7 up to date, 0 problems; nothing was done");
  }

  @Test
  void a_batch_that_only_gives_tags_to_images_that_are_there_takes_no_task_and_costs_nothing() {
    Copy alias = copy("app", "alias", 3);

    Estimate estimate = dryRun(plan(new Batch(1, List.of(alias))), alias.image()).estimate();

    assertThat(estimate.tasks()).isZero();
    assertThat(estimate.dollars()).isZero();
    assertThat(estimate.seconds()).isZero();
  }

  @Test
  void bytes_count_once_for_each_image_and_unknown_sizes_are_told() {
    Copy large = copies("app", 1, 1_000_000_000).toList().getFirst();
    Copy sameImage =
        new Copy(
            large.source(),
            large.digest(),
            large.destination(),
            new replicator.image.Tag("latest"),
            large.previous(),
            large.sizeInBytes());

    Estimate estimate =
        dryRun(plan(new Batch(1, List.of(large, sameImage, copy("web", "v1", 9))))).estimate();

    assertThat(estimate.bytes()).isEqualTo(1_000_000_000);
    assertThat(estimate.imagesOfUnknownSize()).isEqualTo(1);
    // 40 s, three images of 2 s, and 953 MiB at 30 MiB/s; 0.02 USD for the GB.
    assertThat(estimate.seconds()).isEqualTo(77);
    assertThat(estimate.dollars()).isCloseTo(0.0204, within(0.00011));
  }

  @Test
  void images_for_several_platforms_are_told_as_what_may_take_more() {
    assertThat(dryRun(plan(new Batch(1, List.of(copy("app", "v1", 1))))).estimate().assumptions())
        .anyMatch(one -> one.contains("several platforms") && one.endsWith("more may be sent"));
  }

  @Test
  void a_plan_of_any_size_fits_into_a_state() throws JsonProcessingException {
    List<Batch> batches =
        IntStream.rangeClosed(1, 500)
            .mapToObj(
                number ->
                    new Batch(
                        number, copies("team/" + "x".repeat(200) + number, 20, 1L << 40).toList()))
            .toList();
    List<String> problems =
        IntStream.range(0, 5_000).mapToObj(number -> number + "\"".repeat(1_000)).toList();
    Plan plan =
        new Plan(
            Differences.of(List.of(), 7, List.of(), Set.of()),
            new Batches(batches, List.of()),
            problems,
            Set.of(),
            Optional.empty());

    DryRun dryRun = dryRun(plan);

    byte[] json = new ObjectMapper().writeValueAsString(dryRun).getBytes(StandardCharsets.UTF_8);
    assertThat(json.length).isLessThan(STATE - 2_000);
    assertThat(dryRun.toCopy()).isEqualTo(10_000);
    assertThat(dryRun.images().size() + dryRun.imagesNotShown()).isEqualTo(10_000);
    assertThat(dryRun.images()).hasSizeGreaterThan(100);
    assertThat(dryRun.problemsNotShown()).isEqualTo(4_900);
  }

  private static DryRun dryRun(Plan plan, String... aliases) {
    Difference bare = plan.difference();
    Difference difference =
        new Difference(
            bare.copies(),
            Set.of(aliases),
            bare.upToDate(),
            bare.unavailable(),
            bare.matched(),
            bare.unlisted());
    return DryRun.of(
        new Plan(difference, plan.batches(), plan.useless(), plan.matched(), plan.upTo()),
        10,
        RATES);
  }

  private static Plan plan(Batch batch) {
    return new Plan(
        Differences.of(batch.copies(), 7, List.of(), Set.of()),
        new Batches(List.of(batch), List.of()),
        List.of(),
        Set.of(),
        Optional.empty());
  }
}
