package replicator.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutcomeTest {
  @Test
  void a_run_without_failures_problems_and_error_has_succeeded() {
    assertThat(outcome(3, 2, 0).status()).isEqualTo(RunStatus.SUCCEEDED);
  }

  @Test
  void a_run_with_nothing_to_do_has_succeeded() {
    assertThat(outcome(0, 0, 0).status()).isEqualTo(RunStatus.SUCCEEDED);
  }

  @Test
  void one_image_that_failed_makes_a_run_that_failed() {
    assertThat(outcome(3, 2, 1).status()).isEqualTo(RunStatus.FAILED);
  }

  @Test
  void an_unavailable_image_makes_a_run_that_failed() {
    Counts counts = Counts.planned(5, 0, 1, 0).ended(0, 0);

    assertThat(new Outcome(counts, List.of(), List.of(), Optional.empty()).status())
        .isEqualTo(RunStatus.FAILED);
  }

  @Test
  void a_problem_of_the_plan_makes_a_run_that_failed() {
    assertThat(new Outcome(Counts.NONE, List.of(), List.of("no match"), Optional.empty()).status())
        .isEqualTo(RunStatus.FAILED);
  }

  @Test
  void a_run_that_broke_off_has_failed_even_if_all_images_arrived() {
    Counts counts = Counts.planned(0, 1, 0, 0).ended(1, 0);

    assertThat(new Outcome(counts, List.of(), List.of(), Optional.of("stopped")).status())
        .isEqualTo(RunStatus.FAILED);
  }

  @ParameterizedTest(name = "{0} up to date, {1} copied, {2} failed")
  @CsvSource({
    "0, 0, 0, '0 images copied, 0 images up to date'",
    "1, 1, 0, '1 image copied, 1 image up to date'",
    "2, 1, 1, '1 image failed, 1 image copied, 2 images up to date'",
    "0, 3, 2, '2 images failed, 3 images copied, 0 images up to date'",
  })
  void a_summary_counts_in_singular_and_plural(int upToDate, int copied, int failed, String said) {
    assertThat(outcome(upToDate, copied, failed).summary()).isEqualTo(said);
  }

  @Test
  void a_summary_begins_with_what_broke_the_run_off_in_one_line() {
    Outcome broken =
        new Outcome(
            Counts.planned(0, 0, 0, 2),
            List.of(),
            List.of("p", "q"),
            Optional.of("listing failed:\n  503.\n"));

    assertThat(broken.summary())
        .isEqualTo(
            "the run broke off: listing failed: 503, 2 entries or repositories yield no image, 0 images copied");
  }

  @Test
  void useless_entries_are_counted_also_where_a_record_has_no_room_for_all_problems() {
    Counts counts = Counts.planned(1, 0, 120, 7).ended(0, 0);

    assertThat(new Outcome(counts, List.of(), List.of("100 of them"), Optional.empty()).summary())
        .isEqualTo(
            "120 images failed, 7 entries or repositories yield no image, 0 images copied, 1 image up to date");
  }

  @Test
  void counts_of_a_run_that_broke_off_before_its_plan_was_written_add_up() {
    assertThat(Counts.NONE.ended(2, 3)).isEqualTo(new Counts(0, 5, 2, 0, 3, 0));
  }

  @Test
  void unavailable_images_count_as_failed_once() {
    assertThat(Counts.planned(7, 5, 2, 0).ended(4, 1)).isEqualTo(new Counts(7, 5, 4, 2, 3, 0));
    assertThat(Counts.planned(7, 5, 2, 0).ended(4, 1).ended(4, 1))
        .isEqualTo(new Counts(7, 5, 4, 2, 3, 0));
  }

  private static Outcome outcome(int upToDate, int copied, int failed) {
    Counts counts = Counts.planned(upToDate, copied + failed, 0, 0).ended(copied, failed);
    return new Outcome(counts, List.of(), List.of(), Optional.empty());
  }
}
