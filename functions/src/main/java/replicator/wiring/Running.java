package replicator.wiring;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.net.http.HttpClient;
import java.time.InstantSource;
import replicator.auth.AuthFile;
import replicator.auth.AuthTurns;
import replicator.auth.LoginErasure;
import replicator.cloudformation.CustomResourceAnswer;
import replicator.cloudwatch.EmbeddedMetrics;
import replicator.concurrent.Time;
import replicator.copy.BatchRecords;
import replicator.copy.ImageStatuses;
import replicator.copy.Tasks;
import replicator.cost.Rates;
import replicator.cost.TransferPrice;
import replicator.replication.CopyCompletion;
import replicator.replication.ImageEnumeration;
import replicator.replication.RunPlanner;
import replicator.replication.RunStart;
import replicator.replication.RunSummary;
import replicator.replication.RunTally;
import replicator.replication.StackLife;
import replicator.replication.StoppedRun;
import replicator.replication.WaitingRuns;
import replicator.run.Executions;
import replicator.run.RunMetrics;
import replicator.run.RunNotifier;
import replicator.run.RunRecords;
import replicator.run.Stack;
import replicator.run.Waiting;
import replicator.settings.Settings;
import replicator.settings.SourceSettings;
import replicator.sns.SnsNotifications;
import replicator.stepfunctions.WorkflowExecutions;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sns.SnsClient;

/** What begins and ends runs. */
final class Running {
  @Produces
  @Singleton
  ImageEnumeration enumeration(
      RunRecords runs, Executions executions, BatchRecords batches, ImageStatuses statuses) {
    return new ImageEnumeration(runs, executions, batches, statuses);
  }

  @Produces
  @Singleton
  WaitingRuns waitingRuns(Waiting waiting, Executions executions) {
    return new WaitingRuns(waiting, executions);
  }

  @Produces
  @Singleton
  RunStart start(ImageEnumeration enumeration, WaitingRuns waiting, Provider<RunPlanner> planner) {
    return new RunStart(enumeration, waiting, planner::get);
  }

  @Produces
  @Singleton
  RunSummary summary(
      RunRecords runs,
      BatchRecords batches,
      ImageStatuses statuses,
      Rates rates,
      RunNotifier notifier,
      RunMetrics metrics,
      AuthFile file,
      AuthTurns turns,
      StackEnvironment stack,
      Time time) {
    RunTally tally = new RunTally(batches, statuses, rates);
    return new RunSummary(
        runs,
        tally,
        notifier,
        metrics,
        new LoginErasure(file, turns),
        () -> stack.validSettings().filter(Running::logsInByTokens).isPresent(),
        time);
  }

  /** User and password open all registries but ECR. */
  private static boolean logsInByTokens(Settings settings) {
    return settings.source() instanceof SourceSettings.Ecr;
  }

  @Produces
  @Singleton
  Rates rates(StackEnvironment stack) {
    return Rates.of(
        stack.taskCpu(),
        stack.taskMemory(),
        stack.taskIsArm(),
        stack.publicIp(),
        stack.validSettings().map(TransferPrice::dollarsPerGb).orElse(0.0));
  }

  @Produces
  @Singleton
  RunMetrics metrics(Stack stack, InstantSource clock) {
    return new EmbeddedMetrics(stack.name(), System.out, clock);
  }

  @Produces
  @Dependent
  StoppedRun stopped(
      RunRecords runs, BatchRecords batches, CopyCompletion completion, RunSummary summary) {
    return new StoppedRun(runs, batches, completion, summary);
  }

  @Produces
  @Singleton
  RunNotifier notifier(Stack stack, SnsClient client, StackEnvironment environment) {
    return new RunNotifier(
        stack,
        new SnsNotifications(client, environment.alarmTopic(), environment.failuresAreTold()));
  }

  @Produces
  @Singleton
  Executions executions(SfnClient client, StackEnvironment stack, Time time) {
    return new WorkflowExecutions(client, stack.stateMachine(), time);
  }

  @Produces
  @Singleton
  StackLife stackLife(Executions executions, Tasks tasks, Time time) {
    return new StackLife(executions, tasks, time);
  }

  @Produces
  @Singleton
  CustomResourceAnswer customResourceAnswer() {
    return new CustomResourceAnswer(HttpClient.newHttpClient());
  }
}
