package replicator.dynamodb;

import static java.util.stream.Collectors.toMap;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import replicator.concurrent.Concurrently;
import replicator.copy.AttemptId;
import replicator.copy.Batch;
import replicator.copy.Copy;
import replicator.copy.ImageState;
import replicator.copy.ImageStatus;
import replicator.copy.ImageStatuses;
import replicator.copy.Unavailable;
import replicator.run.RunId;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * Statuses in the table of images. What an attempt changes is found by {@code startedBy}, the same
 * as that of the attempt's task in ECS.
 */
public final class DynamoImageStatuses implements ImageStatuses {
  private static final String OPEN_IN_RUN =
      "#run = :run AND (#status = :pending OR #status = :copying)";
  private static final String IN_ATTEMPT = "#status = :copying AND #startedBy = :attempt";

  private final Table table;
  private final Batching batching;
  private final InstantSource clock;

  /**
   * @param table of images
   */
  public DynamoImageStatuses(DynamoDbClient client, String table, InstantSource clock) {
    this(client, table, clock, Backoff.PATIENT);
  }

  DynamoImageStatuses(DynamoDbClient client, String table, InstantSource clock, Backoff backoff) {
    this.table = new Table(client, table);
    this.batching = new Batching(this.table, backoff);
    this.clock = clock;
  }

  private record Planned(int batch, Copy copy) {}

  /**
   * In random order, because the images of a repository are in one partition, which takes a
   * thousand writes a second: this way all repositories make progress at the same time.
   */
  @Override
  public void plan(RunId run, List<Batch> batches) {
    List<Planned> images = new ArrayList<>();
    for (Batch batch : batches) {
      batch.copies().forEach(copy -> images.add(new Planned(batch.number(), copy)));
    }
    Collections.shuffle(images);
    batching.write(images, slice -> puts(run, slice));
  }

  /** An image that is planned twice must not be in one call twice. */
  private Collection<WriteRequest> puts(RunId run, List<Planned> images) {
    Map<String, WriteRequest> puts = new LinkedHashMap<>();
    for (Planned image : images) {
      Item item = ImageItems.planned(run, image.batch, image.copy, clock.instant());
      puts.put(
          image.copy.image(),
          WriteRequest.builder().putRequest(put -> put.item(item.attributes())).build());
    }
    return puts.values();
  }

  @Override
  public void markUnavailable(RunId run, List<Unavailable> images) {
    Concurrently.forEach(
        images,
        Batching.WIDTH,
        image ->
            table.put(
                ImageItems.unavailable(run, image, clock.instant()),
                "attribute_not_exists(#run) OR #run <= :run",
                Item.of("run", run.value())));
  }

  @Override
  public List<ImageStatus> of(RunId run, List<Copy> copies) {
    Map<String, Copy> images = new LinkedHashMap<>();
    copies.forEach(copy -> images.put(copy.image(), copy));
    Map<String, Item> found =
        batching
            .read(images.values().stream().map(ImageItems::key).toList(), ImageItems.PROJECTION)
            .stream()
            .collect(toMap(ImageItems::image, Function.identity()));
    return copies.stream()
        .map(copy -> ImageItems.status(run, copy, Optional.ofNullable(found.get(copy.image()))))
        .toList();
  }

  @Override
  public void markCopying(AttemptId attempt, List<Copy> copies) {
    change(
        copies,
        copy ->
            new Change(
                ImageItems.key(copy),
                "SET #status = :copying, #attempts = :number, #startedBy = :attempt,"
                    + " #startedAt = :now",
                OPEN_IN_RUN + " AND (#attempts < :number OR (" + IN_ATTEMPT + "))",
                in(attempt)
                    .with("run", attempt.run().value())
                    .with("number", attempt.attempt())
                    .with("pending", ImageState.PENDING.name())
                    .with("now", clock.instant())));
  }

  @Override
  public void markSucceeded(RunId run, List<Copy> copies) {
    change(
        copies,
        copy ->
            new Change(
                ImageItems.key(copy),
                "SET #status = :succeeded, #finishedAt = :now REMOVE #reason",
                "#run = :run AND #status <> :succeeded",
                Item.of("run", run.value())
                    .with("succeeded", ImageState.SUCCEEDED.name())
                    .with("now", clock.instant())));
  }

  @Override
  public void markFailed(AttemptId attempt, Map<Copy, String> reasons) {
    change(reasons.entrySet(), failure -> fail(failure, IN_ATTEMPT, in(attempt)));
  }

  @Override
  public void markPending(AttemptId attempt, Map<Copy, String> reasons) {
    change(
        reasons.entrySet(),
        failure ->
            new Change(
                ImageItems.key(failure.getKey()),
                "SET #status = :pending, #reason = :reason",
                IN_ATTEMPT,
                in(attempt)
                    .with("pending", ImageState.PENDING.name())
                    .with("reason", failure.getValue())));
  }

  @Override
  public void giveUp(RunId run, Map<Copy, String> reasons) {
    change(
        reasons.entrySet(),
        failure ->
            fail(
                failure,
                OPEN_IN_RUN,
                Item.of("run", run.value())
                    .with("pending", ImageState.PENDING.name())
                    .with("copying", ImageState.COPYING.name())));
  }

  private Change fail(Map.Entry<Copy, String> failure, String condition, Item values) {
    return new Change(
        ImageItems.key(failure.getKey()),
        "SET #status = :failed, #reason = :reason, #finishedAt = :now",
        condition,
        values
            .with("failed", ImageState.FAILED.name())
            .with("reason", failure.getValue())
            .with("now", clock.instant()));
  }

  private static Item in(AttemptId attempt) {
    return Item.of("copying", ImageState.COPYING.name()).with("attempt", attempt.toString());
  }

  /** One by one: DynamoDB changes many items in one call on one condition only. */
  private <T> void change(Collection<T> things, Function<T, Change> change) {
    Concurrently.forEach(things, Batching.WIDTH, thing -> table.change(change.apply(thing)));
  }
}
