package replicator.wiring;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import replicator.auth.AuthFile;
import replicator.auth.AuthTurns;
import replicator.auth.RegistryAuth;
import replicator.concurrent.Time;
import replicator.copy.BatchRecords;
import replicator.copy.ImageStatuses;
import replicator.copy.TaskLog;
import replicator.copy.TaskTokens;
import replicator.copy.Tasks;
import replicator.ecr.SessionPolicy;
import replicator.ecs.ContainerLog;
import replicator.ecs.EcsTasks;
import replicator.ecs.TaskOptions;
import replicator.ecs.TaskPlace;
import replicator.names.Names;
import replicator.replication.BatchPreparation;
import replicator.replication.CopyCompletion;
import replicator.replication.CopyLaunch;
import replicator.run.RunRecords;
import replicator.secretsmanager.SecretAuthFile;
import replicator.settings.Settings;
import replicator.stepfunctions.WaitingStates;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sfn.SfnClient;

/** What prepares, launches and completes the copies of a batch. */
@Singleton
final class Copying {
  private final Provider<Sides> sides;

  Copying(Provider<Sides> sides) {
    this.sides = sides;
  }

  @Produces
  @Dependent
  BatchPreparation preparation(
      Settings settings,
      RunRecords runs,
      BatchRecords batches,
      ImageStatuses statuses,
      AuthFile file,
      AuthTurns turns,
      Time time) {
    return new BatchPreparation(
        Names.of(settings.source()),
        runs,
        batches,
        statuses,
        sides.get().destination(SessionPolicy.PUSH),
        new RegistryAuth(sides.get().logins(), file, turns, runs::hasEnded, time),
        time);
  }

  @Produces
  @Singleton
  AuthFile authFile(SecretsManagerClient client, StackEnvironment stack) {
    return new SecretAuthFile(client, stack.registryAuthSecret());
  }

  @Produces
  @Dependent
  CopyLaunch launch(
      BatchRecords batches,
      ImageStatuses statuses,
      Tasks tasks,
      CopyCompletion completion,
      InstantSource clock) {
    return new CopyLaunch(batches, statuses, tasks, completion, clock);
  }

  @Produces
  @Dependent
  CopyCompletion completion(
      BatchRecords batches, ImageStatuses statuses, Tasks tasks, TaskLog log, TaskTokens tokens) {
    return new CopyCompletion(
        batches,
        statuses,
        new Lazy<>(() -> sides.get().destination(SessionPolicy.LOOK)),
        tasks,
        log,
        tokens);
  }

  @Produces
  @Singleton
  Tasks tasks(
      EcsClient client, StackEnvironment stack, Provider<Settings> settings, InstantSource clock) {
    return new EcsTasks(
        client,
        new TaskPlace(
            stack.cluster(),
            stack.taskDefinition(),
            stack.subnets(),
            stack.securityGroup(),
            stack.publicIp()),
        () -> options(settings.get()),
        clock);
  }

  private static TaskOptions options(Settings settings) {
    return new TaskOptions(
        settings.useSpot(),
        Duration.ofMinutes(settings.copyTimeoutMinutes()),
        settings.taskParallelCopies(),
        Duration.ofSeconds(1).dividedBy(settings.putImageRate()),
        settings.maxConcurrency());
  }

  @Produces
  @Singleton
  TaskLog log(CloudWatchLogsClient client, StackEnvironment stack) {
    return new ContainerLog(client, stack.taskLogGroup(), "copy/skopeo/");
  }

  @Produces
  @Singleton
  TaskTokens tokens(SfnClient client) {
    return new WaitingStates(client);
  }
}
