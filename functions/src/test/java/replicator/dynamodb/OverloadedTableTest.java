package replicator.dynamodb;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static replicator.copy.SampleCopies.batch;
import static replicator.copy.SampleCopies.copies;
import static replicator.run.SampleRuns.RUN;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import replicator.aws.Answers;
import replicator.concurrent.PassingTime;
import replicator.copy.AttemptId;
import replicator.copy.Batch;
import replicator.copy.BatchRecord;
import replicator.copy.Copy;
import replicator.copy.ImageState;
import replicator.copy.ImageStatus;
import replicator.dynamodb.FaultyDynamoDb.Fault;
import replicator.failure.PermanentFailure;
import replicator.failure.TransientFailure;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Plans and statuses when DynamoDB does a part, nothing for a while, or nothing at all. */
class OverloadedTableTest {
  private static final Fault THROTTLED = new Fault.Refused(Answers.throttled());
  private static final Fault OUTAGE = new Fault.Refused(Answers.outage());
  private static final Fault CUT = new Fault.Refused(SdkClientException.create("reset"));
  private static final Fault DENIED = new Fault.Refused(Answers.denied("dynamodb:any"));
  private static final Fault HALF = new Fault.Partial(11);
  private static final Fault NOTHING = new Fault.Partial(0);
  private static final int TRIES = 4;

  private static final List<Copy> IMAGES = copies("app", 60, 0).toList();

  private final String images = LocalDynamoDb.imagesTable();
  private final String runs = LocalDynamoDb.runsTable();
  private final FaultyDynamoDb dynamo = new FaultyDynamoDb(LocalDynamoDb.client());
  private final Backoff hurried =
      new Backoff(TRIES, Duration.ofMillis(50), Duration.ofSeconds(1), new PassingTime());
  private final DynamoImageStatuses statuses =
      new DynamoImageStatuses(dynamo, images, InstantSource.system(), hurried);
  private final DynamoBatchRecords batches =
      new DynamoBatchRecords(dynamo, runs, InstantSource.system(), hurried);

  private List<ImageState> states() {
    return new DynamoImageStatuses(LocalDynamoDb.client(), images, InstantSource.system())
        .of(RUN, IMAGES).stream().map(ImageStatus::state).distinct().toList();
  }

  /** Fewer in vain than there are tries: calls run side by side, and one may meet all of them. */
  static Stream<List<Fault>> passing() {
    return Stream.of(
        List.of(THROTTLED, THROTTLED, THROTTLED),
        List.of(OUTAGE, CUT),
        List.of(HALF, HALF, HALF, HALF, HALF, HALF, HALF, HALF),
        List.of(NOTHING, THROTTLED, HALF, OUTAGE, HALF));
  }

  @ParameterizedTest
  @MethodSource("passing")
  void plan_whileTheTableIsOverloaded_losesNoImage(List<Fault> faults) {
    dynamo.next("BatchWriteItem", faults.toArray(Fault[]::new));
    statuses.plan(RUN, List.of(new Batch(1, IMAGES)));

    assertThat(states()).containsExactly(ImageState.PENDING);
  }

  @ParameterizedTest
  @MethodSource("passing")
  void batches_whileTheTableIsOverloaded_areAllWritten(List<Fault> faults) {
    List<Batch> plan = IntStream.rangeClosed(1, 55).mapToObj(i -> batch(i, IMAGES.get(i))).toList();
    dynamo.next("BatchWriteItem", faults.toArray(Fault[]::new));
    batches.write(RUN, 0, plan);

    try (Stream<BatchRecord> all = batches.all(RUN)) {
      assertThat(all.map(record -> new Batch(record.number(), record.copies()))).isEqualTo(plan);
    }
  }

  @ParameterizedTest
  @MethodSource("passing")
  void statuses_whileTheTableIsOverloaded_areComplete(List<Fault> faults) {
    statuses.plan(RUN, List.of(new Batch(1, IMAGES)));
    dynamo.next("BatchGetItem", faults.toArray(Fault[]::new));

    assertThat(statuses.of(RUN, IMAGES))
        .hasSize(IMAGES.size())
        .allMatch(status -> status.state() == ImageState.PENDING);
  }

  static Stream<Fault> lasting() {
    return Stream.of(THROTTLED, OUTAGE, CUT, NOTHING);
  }

  @ParameterizedTest
  @MethodSource("lasting")
  void plan_whenTheTableTakesNothingAnyMore_failsAndMayBeTriedAgain(Fault fault) {
    dynamo.next("BatchWriteItem", HALF, HALF).always("BatchWriteItem", fault);

    assertThatThrownBy(() -> statuses.plan(RUN, List.of(new Batch(1, IMAGES))))
        .isInstanceOf(TransientFailure.class)
        .hasMessageContaining("BatchWriteItem on " + images)
        .hasMessageContaining("left undone");
  }

  @ParameterizedTest
  @MethodSource("lasting")
  void batches_whenTheTableTakesNothingAnyMore_failAndMayBeTriedAgain(Fault fault) {
    dynamo.always("BatchWriteItem", fault);

    assertThatThrownBy(() -> batches.write(RUN, 0, List.of(batch(1, IMAGES.getFirst()))))
        .isInstanceOf(TransientFailure.class)
        .hasMessageContaining(runs);
    assertThat(dynamo.calls("BatchWriteItem")).isEqualTo(TRIES);
  }

  @ParameterizedTest
  @MethodSource("lasting")
  void statuses_whenTheTableAnswersNoMore_areNoneRatherThanSome(Fault fault) {
    statuses.plan(RUN, List.of(new Batch(1, IMAGES)));
    dynamo.next("BatchGetItem", HALF).always("BatchGetItem", fault);

    assertThatThrownBy(() -> statuses.of(RUN, IMAGES))
        .isInstanceOf(TransientFailure.class)
        .hasMessageContaining("BatchGetItem on " + images);
  }

  @Test
  void plan_thatIsRefused_failsForGoodAndAtOnce() {
    dynamo.always("BatchWriteItem", DENIED);

    assertThatThrownBy(() -> statuses.plan(RUN, List.of(new Batch(1, IMAGES.subList(0, 20)))))
        .isInstanceOf(PermanentFailure.class)
        .hasMessageContaining("dynamodb:BatchWriteItem on " + images);
    assertThat(dynamo.calls("BatchWriteItem")).isEqualTo(1);
  }

  @Test
  void plan_inATableThatDoesNotExist_failsForGood() {
    DynamoImageStatuses nowhere =
        new DynamoImageStatuses(dynamo, "missing", InstantSource.system(), hurried);

    assertThatThrownBy(() -> nowhere.plan(RUN, List.of(new Batch(1, IMAGES))))
        .isInstanceOf(PermanentFailure.class)
        .hasMessageContaining("BatchWriteItem on missing");
  }

  @Test
  void plan_withTheSameImageTwice_isPlannedOnce() {
    Copy twice = IMAGES.getFirst();
    statuses.plan(RUN, List.of(batch(1, twice, twice), batch(2, twice)));

    assertThat(statuses.of(RUN, List.of(twice, twice)))
        .allMatch(status -> status.state() == ImageState.PENDING)
        .hasSize(2);
  }

  @Test
  void changes_ofWhichOneIsThrottled_failAndLeaveTheRestRight() {
    AttemptId attempt = new AttemptId(RUN, 1, 1);
    statuses.plan(RUN, List.of(new Batch(1, IMAGES)));
    statuses.markCopying(attempt, IMAGES);
    dynamo.next("UpdateItem", THROTTLED);
    Map<Copy, String> reasons = IMAGES.stream().collect(toMap(copy -> copy, Copy::image));

    assertThatThrownBy(() -> statuses.markFailed(attempt, reasons))
        .isInstanceOf(TransientFailure.class)
        .hasMessageContaining("dynamodb:UpdateItem on " + images);
    statuses.markFailed(attempt, reasons);
    assertThat(states()).containsExactly(ImageState.FAILED);
  }
}
