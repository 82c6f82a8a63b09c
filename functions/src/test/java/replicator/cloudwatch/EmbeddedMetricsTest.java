package replicator.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import replicator.run.Counts;
import replicator.run.Outcome;

class EmbeddedMetricsTest {
  private static final Instant START = Instant.parse("2026-11-24T05:00:00Z");

  @Test
  void a_run_is_one_line_that_declares_every_metric_it_holds() throws JsonProcessingException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    Outcome outcome =
        new Outcome(new Counts(20, 5, 4, 0, 1), List.of(), List.of(), Optional.empty());

    new EmbeddedMetrics("mirror", out, () -> START.plusSeconds(65)).ofRun(outcome, START);

    String text = bytes.toString(StandardCharsets.UTF_8);
    assertThat(text.lines()).hasSize(1);
    JsonNode line = new ObjectMapper().readTree(text);
    JsonNode declared = line.at("/_aws/CloudWatchMetrics/0");
    assertThat(line.at("/_aws/Timestamp").asLong()).isEqualTo(START.plusSeconds(65).toEpochMilli());
    assertThat(declared.at("/Namespace").asText()).isEqualTo("ECRReplicator");
    assertThat(line.path(declared.at("/Dimensions/0/0").asText()).asText()).isEqualTo("mirror");
    assertThat(declared.path("Metrics"))
        .map(metric -> metric.path("Name").asText())
        .containsExactly("ImagesCopied", "ImagesFailed", "ImagesUpToDate", "RunDuration");
    assertThat(declared.path("Metrics"))
        .map(metric -> line.path(metric.path("Name").asText()).asLong())
        .containsExactly(4L, 1L, 20L, 65L);
  }
}
