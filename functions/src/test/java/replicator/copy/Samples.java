package replicator.copy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import replicator.image.Digest;
import replicator.image.Repository;
import replicator.image.Tag;
import replicator.run.RunId;

/** Runs, copies and batches to tell stories with. */
public final class Samples {
  public static final RunId RUN = run(5);
  public static final RunId LATER = run(6);
  public static final RunId EARLIER = run(4);

  private static final String DESTINATION = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/mirror/";

  private Samples() {}

  private static RunId run(int hour) {
    return RunId.of(
        "arn:aws:states:::execution:" + hour,
        Instant.parse("2026-11-24T00:00:00Z").plusSeconds(3600L * hour));
  }

  /** The image {@code quay.io/team/NAME:TAG}, new at the destination. */
  public static Copy copy(String name, String tag) {
    return new Copy(
        Repository.parse("quay.io/team/" + name),
        digest(name + tag),
        Repository.parse(DESTINATION + name),
        new Tag(tag),
        Optional.empty(),
        OptionalLong.empty());
  }

  /** So many tags of one repository. */
  public static List<Copy> copies(String name, int count) {
    return IntStream.rangeClosed(1, count).mapToObj(i -> copy(name, "v" + i)).toList();
  }

  /** A digest that depends on the text. */
  public static Digest digest(String text) {
    return new Digest("sha256:%064x".formatted(text.hashCode() & 0xffffffffL));
  }

  public static Batch batch(int number, Copy... copies) {
    return new Batch(number, List.of(copies));
  }
}
