package replicator.copy;

import static replicator.copy.SampleCopies.HOST;
import static replicator.copy.SampleCopies.batch;
import static replicator.copy.SampleCopies.copy;
import static replicator.run.SampleRuns.RUN;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import replicator.run.RunId;

/** Records of batches, and a batch to write into them. */
public abstract class WrittenBatch {

  static final Copy ONE = copy("quay.io/team/one", HOST + "/mirror/one", "1.0", 1);
  static final Copy TWO = copy("two", "2.0", 2);
  static final AttemptId FIRST = new AttemptId(RUN, 1, 1);
  static final AttemptId SECOND = new AttemptId(RUN, 1, 2);
  static final Verdict RETRY = new Verdict.Retry("1 image is missing");

  protected static final Instant NOW = Instant.parse("2026-11-24T05:00:00Z");

  BatchRecords records;

  /** Empty ones, whose clock stands at NOW. */
  protected abstract BatchRecords records();

  @BeforeEach
  final void begin() {
    records = records();
  }

  void writeOne() {
    records.write(RUN, 0, List.of(batch(1, ONE, TWO)));
  }

  static Launch launch() {
    return new Launch(NOW, 0, Optional.empty());
  }

  static Launch launch(String task) {
    return new Launch(NOW, 0, Optional.of(task));
  }

  Attempt attempt() {
    return records.find(RUN, 1).flatMap(BatchRecord::attempt).orElseThrow();
  }

  List<Integer> numbers(RunId run) {
    try (Stream<BatchRecord> all = records.all(run)) {
      return all.map(BatchRecord::number).toList();
    }
  }
}
