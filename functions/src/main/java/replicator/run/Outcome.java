package replicator.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import replicator.text.Counted;

/**
 * How a run turned out.
 *
 * @param failures the first of them, as many as people want to read
 * @param problems what could not be planned, a sentence each: unavailable images, and entries of
 *     the list that match nothing
 * @param error why the run itself broke off
 */
public record Outcome(
    Counts counts, List<FailedImage> failures, List<String> problems, Optional<String> error) {
  public Outcome {
    failures = List.copyOf(failures);
    problems = List.copyOf(problems);
  }

  public RunStatus status() {
    boolean good = counts.failed() == 0 && problems.isEmpty() && error.isEmpty();
    return good ? RunStatus.SUCCEEDED : RunStatus.FAILED;
  }

  /** A sentence. */
  public String summary() {
    List<String> parts = new ArrayList<>();
    error.ifPresent(reason -> parts.add("the run broke off: " + oneLine(reason)));
    if (counts.failed() > 0) {
      parts.add(images(counts.failed()) + " failed");
    }
    int useless = counts.useless();
    if (useless > 0) {
      parts.add(
          Counted.of(
              useless,
              "entry or repository yields no image",
              "entries or repositories yield no image"));
    }
    parts.add(images(counts.succeeded()) + " copied");
    if (error.isEmpty()) { // Otherwise perhaps not all were compared.
      parts.add(images(counts.upToDate()) + " up to date");
    }
    return String.join(", ", parts);
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s+", " ").replaceAll("[. ]+$", "").strip();
  }

  static String images(int count) {
    return Counted.of(count, "image");
  }
}
