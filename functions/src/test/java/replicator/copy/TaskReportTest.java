package replicator.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static replicator.copy.SampleCopies.copy;
import static replicator.copy.SampleCopies.digest;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskReportTest {
  private static final Copy COPY = copy("team/app", "v1", 1);

  @Test
  void a_failed_line_gives_the_reason_of_its_image() {
    assertThat(TaskReport.of(List.of(failed("manifest unknown"))).reason(COPY))
        .contains("manifest unknown");
  }

  @Test
  void an_image_without_a_line_has_no_reason() {
    TaskReport report = TaskReport.of(List.of(failed("manifest unknown")));

    assertThat(report.reason(copy("team/app", "v2", 1))).isEmpty();
    assertThat(report.reason(copy("team/other", "v1", 1))).isEmpty();
  }

  @Test
  void a_copied_line_tells_of_its_image_and_no_other() {
    TaskReport report =
        TaskReport.of(List.of("COPIED\t%s\t%s\t7".formatted(COPY.image(), digest(1))));

    assertThat(report.hasCopied(COPY)).isTrue();
    assertThat(report.hasCopied(copy("team/app", "v2", 1))).isFalse();
    assertThat(report.reason(COPY)).isEmpty();
  }

  @Test
  void the_last_word_on_an_image_counts() {
    assertThat(TaskReport.of(List.of(failed("one"), failed("two"))).reason(COPY)).contains("two");
  }

  @Test
  void a_reason_may_hold_anything_but_a_line_break() {
    assertThat(TaskReport.of(List.of(failed("a\tb \"c\" {d} ü"))).reason(COPY))
        .contains("a\tb \"c\" {d} ü");
  }

  @Test
  void the_last_complaint_about_no_image_is_kept() {
    assertThat(TaskReport.of(List.of("copy-images: one", "copy-images: two", "else")).complaint())
        .contains("two");
    assertThat(TaskReport.of(List.of(failed("manifest unknown"))).complaint()).isEmpty();
    assertThat(TaskReport.of(List.of("copy-images: a.example/b:1: again in 5 s: 503")).complaint())
        .isEmpty();
  }

  @Test
  void a_blank_reason_is_none() {
    assertThat(TaskReport.of(List.of(failed(" "))).reason(COPY)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\t\t\t\t\t",
        "FAILED",
        "FAILED\t",
        "FAILED\timage",
        "FAILED\timage\tdigest\t1",
        "failed\timage\tdigest\t1\treason",
        " FAILED\timage\tdigest\t1\treason",
        "COPIED\timage\tdigest\t1",
        "COPIED\timage\tdigest\t1\treason",
        "DONE\t1\t1",
        "copy-images: REGISTRY_AUTH is missing or not a registry auth file",
        "time=\"2026-11-24T21:45:05Z\" level=warning msg=\"FAILED\timage\tdigest\t1\treason\"",
      })
  void a_line_that_is_no_failed_line_gives_no_reason(String line) {
    assertThat(TaskReport.of(List.of(line)).reasons()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "COPIED",
        "COPIED\timage\tdigest",
        "copied\timage\tdigest\t1",
        " COPIED\timage\tdigest\t1",
        "COPIED\timage\tdigest\t1\treason",
        "FAILED\timage\tdigest\t1\treason",
      })
  void a_line_that_is_no_copied_line_copies_nothing(String line) {
    assertThat(TaskReport.of(List.of(line)).copied()).isEmpty();
  }

  @Property
  void no_line_breaks_the_report_of_the_others(@ForAll List<String> lines) {
    List<String> all = new ArrayList<>(lines);
    all.add(failed("denied"));

    assertThat(TaskReport.of(all).reason(COPY)).contains("denied");
  }

  private static String failed(String reason) {
    return "FAILED\t%s\t%s\t1\t%s".formatted(COPY.image(), digest(1), reason);
  }
}
