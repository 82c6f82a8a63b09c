package replicator.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import replicator.run.Counts;
import replicator.run.Ending;
import replicator.run.Run;
import replicator.run.RunId;
import replicator.run.RunStatus;
import replicator.run.Usage;

class EmbeddedMetricsTest {
  private static final Instant START = Instant.parse("2026-11-24T05:00:00Z");

  private static final Run RUN = run(false);

  private static Run run(boolean partial) {
    return Run.started(RunId.of("one", START), "one", START, partial)
        .ended(
            new Counts(20, 5, 4, 0, 1, 0),
            new Ending(
                RunStatus.FAILED,
                START,
                "",
                new Usage(2, 130, 5_000_000_000L, 12.5),
                Optional.of(START.minusSeconds(86_400))));
  }

  @Test
  void a_run_is_one_line_that_declares_every_metric_it_holds() throws JsonProcessingException {
    JsonNode line = line(RUN, false);

    JsonNode declared = line.at("/_aws/CloudWatchMetrics/0");
    assertThat(line.at("/_aws/Timestamp").asLong()).isEqualTo(START.plusSeconds(65).toEpochMilli());
    assertThat(declared.at("/Namespace").asText()).isEqualTo("ECRReplicator");
    assertThat(line.path(declared.at("/Dimensions/0/0").asText()).asText()).isEqualTo("mirror");
    assertThat(values(line))
        .containsExactly(
            entry("ImagesCopied", 4L),
            entry("ImagesFailed", 1L),
            entry("BytesCopied", 5_000_000_000L),
            entry("Tasks", 2L),
            entry("TaskSeconds", 130L),
            entry("RunDuration", 65L),
            entry("EstimatedCost", 12L),
            entry("Lag", 86_465L),
            entry("ImagesUpToDate", 20L),
            entry("ImagesInPlace", 24L));
  }

  @Test
  void a_run_of_some_images_says_nothing_of_the_others() throws JsonProcessingException {
    assertThat(values(line(run(true), false)))
        .containsKeys("ImagesCopied", "RunDuration")
        .doesNotContainKeys("ImagesUpToDate", "ImagesInPlace", "Lag");
  }

  @Test
  void a_run_that_broke_off_is_a_sign_of_life_and_says_nothing_of_what_it_did_not_see()
      throws JsonProcessingException {
    assertThat(values(line(RUN, true)))
        .containsKeys("ImagesFailed", "Lag")
        .doesNotContainKeys("ImagesUpToDate", "ImagesInPlace");
  }

  private static Map<String, Long> values(JsonNode line) {
    Map<String, Long> values = new LinkedHashMap<>();
    for (JsonNode metric : line.at("/_aws/CloudWatchMetrics/0/Metrics")) {
      String name = metric.path("Name").asText();
      values.put(name, line.path(name).asLong());
    }
    return values;
  }

  private static JsonNode line(Run run, boolean brokeOff) throws JsonProcessingException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    new EmbeddedMetrics("mirror", out, () -> START.plusSeconds(65)).ofRun(run, brokeOff);
    String text = bytes.toString(StandardCharsets.UTF_8);
    assertThat(text.lines()).hasSize(1);
    return new ObjectMapper().readTree(text);
  }
}
