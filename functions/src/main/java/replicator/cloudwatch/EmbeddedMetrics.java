package replicator.cloudwatch;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import replicator.run.Run;
import replicator.run.RunMetrics;

/**
 * Metrics as lines of a function's log, from which CloudWatch takes them: <a
 * href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html">embedded
 * metric format</a>. No call is made, and no permission is needed.
 */
public final class EmbeddedMetrics implements RunMetrics {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NAMESPACE = "ECRReplicator";
  private static final String DIMENSION = "Stack";

  private final String stack;
  private final PrintStream out;
  private final InstantSource clock;

  /**
   * @param out the function's standard output; a metric is a separate line there, outside of any
   *     logging format
   */
  public EmbeddedMetrics(String stack, PrintStream out, InstantSource clock) {
    this.stack = stack;
    this.out = out;
    this.clock = clock;
  }

  @Override
  public void ofRun(Run run, boolean brokeOff) {
    Instant now = clock.instant();
    ObjectNode line = JSON.createObjectNode();
    ObjectNode directive = line.putObject("_aws").put("Timestamp", now.toEpochMilli());
    ObjectNode metrics = directive.putArray("CloudWatchMetrics").addObject();
    metrics.put("Namespace", NAMESPACE).putArray("Dimensions").addArray().add(DIMENSION);
    ArrayNode names = metrics.putArray("Metrics");
    line.put(DIMENSION, stack);
    put(line, names, "ImagesCopied", "Count", run.counts().succeeded());
    put(line, names, "ImagesFailed", "Count", run.counts().failed());
    put(line, names, "BytesCopied", "Bytes", run.usage().bytes());
    put(line, names, "Tasks", "Count", run.usage().tasks());
    put(line, names, "TaskSeconds", "Seconds", run.usage().taskSeconds());
    put(line, names, "RunDuration", "Seconds", seconds(run.startedAt(), now));
    put(line, names, "EstimatedCost", "None", run.usage().dollars());
    if (!run.partial()) {
      // A run of some images says nothing about the others.
      long lag = run.behindSince().map(since -> seconds(since, now)).orElse(0L);
      put(line, names, "Lag", "Seconds", lag);
    }
    if (!run.partial() && !brokeOff) {
      put(line, names, "ImagesUpToDate", "Count", run.counts().upToDate());
      int inPlace = run.counts().upToDate() + run.counts().succeeded();
      put(line, names, "ImagesInPlace", "Count", inPlace);
    }
    out.println(line);
  }

  private static long seconds(Instant from, Instant to) {
    return Duration.between(from, to).toSeconds();
  }

  private static void put(ObjectNode line, ArrayNode names, String name, String unit, long value) {
    line.put(name, value);
    declare(names, name, unit);
  }

  private static void put(
      ObjectNode line, ArrayNode names, String name, String unit, double value) {
    line.put(name, value);
    declare(names, name, unit);
  }

  private static void declare(ArrayNode names, String name, String unit) {
    names.addObject().put("Name", name).put("Unit", unit);
  }
}
