package replicator.copy;

import static replicator.copy.SampleCopies.HOST;
import static replicator.copy.SampleCopies.batch;
import static replicator.copy.SampleCopies.copy;
import static replicator.run.SampleRuns.RUN;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import replicator.run.RunId;

/** Statuses of images, and images to write into them. */
public abstract class WrittenStatuses {

  static final Copy ONE = copy("quay.io/team/one", HOST + "/mirror/one", "1.0", 1);
  static final Copy TWO = copy("two", "2.0", 2);
  static final AttemptId FIRST = new AttemptId(RUN, 1, 1);
  static final AttemptId SECOND = new AttemptId(RUN, 1, 2);

  ImageStatuses statuses;

  /** Empty ones. */
  protected abstract ImageStatuses statuses();

  @BeforeEach
  final void begin() {
    statuses = statuses();
  }

  void planned(RunId run, Copy... copies) {
    statuses.plan(run, List.of(batch(1, copies)));
  }

  void copying(AttemptId attempt, Copy... copies) {
    statuses.markCopying(attempt, List.of(copies));
  }

  /** Whatever its attempts. */
  ImageStatus of(Copy copy) {
    return all(copy).getFirst();
  }

  /** Whatever their attempts. */
  List<ImageStatus> all(Copy... copies) {
    return statuses.of(RUN, List.of(copies)).stream()
        .map(status -> new ImageStatus(status.copy(), status.state(), status.reason(), 0))
        .toList();
  }

  static ImageStatus is(Copy copy, ImageState state) {
    return new ImageStatus(copy, state, Optional.empty(), 0);
  }

  static ImageStatus is(Copy copy, ImageState state, String reason) {
    return new ImageStatus(copy, state, Optional.of(reason), 0);
  }
}
