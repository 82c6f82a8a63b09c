package replicator.wiring;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import replicator.auth.AuthTurns;
import replicator.copy.BatchRecords;
import replicator.copy.ImageStatuses;
import replicator.dynamodb.DynamoAuthTurns;
import replicator.dynamodb.DynamoBatchRecords;
import replicator.dynamodb.DynamoImageStatuses;
import replicator.dynamodb.DynamoRunRecords;
import replicator.dynamodb.DynamoWaiting;
import replicator.run.RunRecords;
import replicator.run.Waiting;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The records, in DynamoDB. */
final class Tables {
  @Produces
  @Singleton
  BatchRecords batches(DynamoDbClient client, StackEnvironment stack, InstantSource clock) {
    return new DynamoBatchRecords(client, stack.runsTable(), clock);
  }

  @Produces
  @Singleton
  ImageStatuses statuses(DynamoDbClient client, StackEnvironment stack, InstantSource clock) {
    return new DynamoImageStatuses(client, stack.imagesTable(), clock);
  }

  @Produces
  @Singleton
  RunRecords runs(DynamoDbClient client, StackEnvironment stack) {
    return new DynamoRunRecords(client, stack.runsTable());
  }

  @Produces
  @Singleton
  Waiting waiting(DynamoDbClient client, StackEnvironment stack, InstantSource clock) {
    return new DynamoWaiting(client, stack.runsTable(), clock);
  }

  @Produces
  @Singleton
  AuthTurns authTurns(DynamoDbClient client, StackEnvironment stack, InstantSource clock) {
    return new DynamoAuthTurns(client, stack.runsTable(), clock);
  }
}
