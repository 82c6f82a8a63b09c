package replicator.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static replicator.copy.SampleCopies.batch;
import static replicator.copy.SampleCopies.copy;
import static replicator.run.SampleRuns.RUN;

import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import replicator.aws.Answers;
import replicator.copy.Batch;
import replicator.copy.BatchRecord;
import replicator.dynamodb.FaultyDynamoDb.Fault;
import replicator.failure.TransientFailure;

/** The batches of a run fill more than one page of a query. */
class PagedBatchRecordsTest {
  private final FaultyDynamoDb dynamo = new FaultyDynamoDb(LocalDynamoDb.client()).pages(3);
  private final DynamoBatchRecords records =
      new DynamoBatchRecords(dynamo, LocalDynamoDb.runsTable(), InstantSource.system());

  @BeforeEach
  void write() {
    records.write(RUN, 0, plan(9));
  }

  private static List<Batch> plan(int size) {
    return IntStream.rangeClosed(1, size).mapToObj(i -> batch(i, copy("app", "v" + i, i))).toList();
  }

  private List<Integer> numbers() {
    try (Stream<BatchRecord> all = records.all(RUN)) {
      return all.map(BatchRecord::number).toList();
    }
  }

  @Test
  void batches_onSeveralPages_comeAllInOrder() {
    assertThat(numbers()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9);
  }

  @Test
  void batches_ofAnEarlierTryOnSeveralPages_areReplacedAltogether() {
    records.write(RUN, 0, plan(2));

    assertThat(numbers()).containsExactly(1, 2);
  }

  @Test
  void batches_areReadAsFarAsTheyAreNeeded() {
    long before = dynamo.calls("Query");
    try (Stream<BatchRecord> all = records.all(RUN)) {
      assertThat(all.findFirst().map(BatchRecord::number)).contains(1);
    }
    assertThat(dynamo.calls("Query")).isEqualTo(before + 1);
  }

  @Test
  void batches_whenTheLastPageFails_areNoneRatherThanSome() {
    dynamo.next("Query", new Fault.None(), new Fault.None(), new Fault.Refused(Answers.outage()));

    assertThatThrownBy(this::numbers)
        .isInstanceOf(TransientFailure.class)
        .hasMessageContaining("dynamodb:Query");
  }
}
