package replicator.run;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;
import replicator.image.Digest;

/**
 * The name of a run, such as {@code 20261124T050000000Z-3f9a1c22}: sorts by time, and every
 * function of an execution derives the same one. Where nothing has changed, several runs fit into a
 * second, so milliseconds tell their order.
 *
 * <p>An execution's own name will not do: it may hold characters that ECS refuses in startedBy.
 */
public record RunId(String value) implements Comparable<RunId> {
  /** A regular expression, without groups. */
  public static final String GRAMMAR = "[0-9]{8}T[0-9]{9}Z-[0-9a-f]{8}";

  private static final Pattern PATTERN = Pattern.compile(GRAMMAR);
  private static final DateTimeFormatter MILLISECOND =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'").withZone(ZoneOffset.UTC);

  public RunId {
    if (!PATTERN.matcher(value).matches()) {
      throw new IllegalArgumentException("not a run: " + value);
    }
  }

  /**
   * @param execution the ARN of the workflow's execution
   * @param startedAt when the run began: one that has waited for another run began after the wait
   */
  public static RunId of(String execution, Instant startedAt) {
    Digest hash = Digest.of(execution.getBytes(StandardCharsets.UTF_8));
    return new RunId(earliest(startedAt) + "-" + hash.hex().substring(0, 8));
  }

  /** Sorts before every run that began at this time or later. */
  public static String earliest(Instant startedAt) {
    return MILLISECOND.format(startedAt);
  }

  @Override
  public int compareTo(RunId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
