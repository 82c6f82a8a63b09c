package replicator.dynamodb;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static replicator.copy.SampleCopies.HOST;
import static replicator.copy.SampleCopies.batch;
import static replicator.copy.SampleCopies.copy;
import static replicator.copy.SampleCopies.digest;
import static replicator.run.SampleRuns.RUN;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import replicator.copy.AttemptId;
import replicator.copy.Copy;
import replicator.copy.Unavailable;
import replicator.failure.PermanentFailure;
import replicator.run.Run;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What a person sees who opens the tables. */
class RowsTest {
  private static final AttemptId FIRST = new AttemptId(RUN, 7, 1);
  private static final Copy APP = copy("quay.io/team/app", HOST + "/mirror/app", "1.0", 1);
  private static final Copy IMAGE =
      new Copy(
          APP.source(),
          APP.digest(),
          APP.destination(),
          APP.tag(),
          Optional.of(digest(9)),
          OptionalLong.of(5_000_000_000L));

  private final DynamoDbClient dynamo = LocalDynamoDb.client();
  private final String images = LocalDynamoDb.imagesTable();
  private final String runs = LocalDynamoDb.runsTable();
  private Instant now = Instant.parse("2026-11-24T05:00:00Z");
  private final DynamoImageStatuses statuses = new DynamoImageStatuses(dynamo, images, () -> now);

  private Map<String, String> row(String table) {
    List<Map<String, AttributeValue>> items = dynamo.scan(scan -> scan.tableName(table)).items();
    assertThat(items).hasSize(1);
    return items.getFirst().entrySet().stream()
        .collect(toMap(Map.Entry::getKey, entry -> plain(entry.getValue())));
  }

  private static String plain(AttributeValue value) {
    return switch (value.type()) {
      case S -> value.s();
      case N -> value.n();
      case BOOL -> value.bool().toString();
      default -> value.type().name();
    };
  }

  @Test
  void image_thatIsPlanned_saysWhatIsPlanned() {
    statuses.plan(RUN, List.of(batch(7, IMAGE)));

    assertThat(row(images))
        .containsOnly(
            entry("repository", "123456789012.dkr.ecr.eu-west-1.amazonaws.com/mirror/app"),
            entry("tag", "1.0"),
            entry("status", "PENDING"),
            entry("run", RUN.value()),
            entry("batch", "7"),
            entry("source", "quay.io/team/app"),
            entry("digest", IMAGE.digest().value()),
            entry("previousDigest", digest(9).value()),
            entry("sizeInBytes", "5000000000"),
            entry("attempts", "0"),
            entry("plannedAt", "2026-11-24T05:00:00Z"));
  }

  @Test
  void image_thatSucceedsInTheSecondAttempt_saysWhenAndAfterHowMany() {
    statuses.plan(RUN, List.of(batch(7, IMAGE)));
    now = Instant.parse("2026-11-24T05:01:00Z");
    statuses.markCopying(FIRST, List.of(IMAGE));
    statuses.markPending(FIRST, Map.of(IMAGE, "throttled"));
    assertThat(row(images))
        .contains(entry("status", "PENDING"), entry("reason", "throttled"), entry("attempts", "1"));

    now = Instant.parse("2026-11-24T05:02:00Z");
    statuses.markCopying(new AttemptId(RUN, 7, 2), List.of(IMAGE));
    now = Instant.parse("2026-11-24T05:03:00Z");
    statuses.markSucceeded(RUN, List.of(IMAGE));
    now = Instant.parse("2026-11-24T05:04:00Z");
    statuses.markSucceeded(RUN, List.of(IMAGE));
    assertThat(row(images))
        .contains(
            entry("status", "SUCCEEDED"),
            entry("attempts", "2"),
            entry("startedBy", RUN + "/7/2"),
            entry("plannedAt", "2026-11-24T05:00:00Z"),
            entry("startedAt", "2026-11-24T05:02:00Z"),
            entry("finishedAt", "2026-11-24T05:03:00Z"))
        .doesNotContainKey("reason");
  }

  @Test
  void image_thatFails_saysWhy() {
    statuses.plan(RUN, List.of(batch(7, IMAGE)));
    statuses.markCopying(FIRST, List.of(IMAGE));
    statuses.markFailed(FIRST, Map.of(IMAGE, "denied"));

    assertThat(row(images))
        .contains(
            entry("status", "FAILED"),
            entry("reason", "denied"),
            entry("finishedAt", "2026-11-24T05:00:00Z"));
  }

  @Test
  void image_thatIsPlannedAgain_keepsNothingOfTheRunBefore() {
    statuses.plan(RUN, List.of(batch(7, IMAGE)));
    statuses.markCopying(FIRST, List.of(IMAGE));
    statuses.markFailed(FIRST, Map.of(IMAGE, "denied"));
    statuses.plan(RUN, List.of(batch(7, APP)));

    assertThat(row(images))
        .doesNotContainKeys(
            "reason", "startedAt", "finishedAt", "startedBy", "previousDigest", "sizeInBytes");
  }

  @Test
  void image_thatTheSourceLacks_saysSo() {
    statuses.markUnavailable(
        RUN,
        List.of(
            new Unavailable(
                APP.source(),
                APP.destination(),
                APP.tag(),
                Optional.of(IMAGE.digest()),
                "no quay.io/x:1")));

    assertThat(row(images))
        .contains(
            entry("status", "FAILED"),
            entry("source", "quay.io/team/app"),
            entry("previousDigest", IMAGE.digest().value()),
            entry("reason", "no quay.io/x:1"))
        .doesNotContainKey("digest");
  }

  @Test
  void batch_expiresAfterNinetyDays() {
    new DynamoBatchRecords(dynamo, runs, () -> now).write(RUN, 0, List.of(batch(7, IMAGE)));

    assertThat(row(runs))
        .contains(
            entry("kind", "batch " + RUN),
            entry("id", "000000007"),
            entry("images", "1"),
            entry("expiresAt", epochSecond("2027-02-22T05:00:00Z")));
  }

  @Test
  void run_expiresAfterAYear() {
    new DynamoRunRecords(dynamo, runs).put(Run.started(RUN, "arn:execution", now, false));

    assertThat(row(runs))
        .contains(
            entry("kind", "run"),
            entry("id", RUN.value()),
            entry("execution", "arn:execution"),
            entry("status", "RUNNING"),
            entry("startedAt", "2026-11-24T05:00:00Z"),
            entry("expiresAt", epochSecond("2027-11-25T05:00:00Z")));
  }

  private static String epochSecond(String time) {
    return Long.toString(Instant.parse(time).getEpochSecond());
  }

  @Test
  void row_thatSomebodyHasBroken_isReportedByItsAttributes() {
    new DynamoRunRecords(dynamo, runs).put(Run.started(RUN, "arn:execution", now, false));
    dynamo.updateItem(
        update ->
            update
                .tableName(runs)
                .key(RunItems.key(RUN).attributes())
                .updateExpression("REMOVE execution"));

    assertThatThrownBy(() -> new DynamoRunRecords(dynamo, runs).find(RUN))
        .isInstanceOf(PermanentFailure.class)
        .hasMessageContaining("has no execution");
  }
}
