package replicator.replication;

import static replicator.copy.SampleCopies.HOST;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import replicator.auth.AuthFile;
import replicator.auth.AuthTurns;
import replicator.auth.InMemoryAuthFile;
import replicator.auth.InMemoryAuthTurns;
import replicator.auth.LoginErasure;
import replicator.auth.Logins;
import replicator.auth.RegistryAuth;
import replicator.concurrent.PassingTime;
import replicator.copy.Batch;
import replicator.copy.BatchRecords;
import replicator.copy.Copy;
import replicator.copy.ImageState;
import replicator.copy.ImageStatus;
import replicator.copy.ImageStatuses;
import replicator.copy.InMemoryBatchRecords;
import replicator.copy.InMemoryImageStatuses;
import replicator.copy.InMemoryTaskLog;
import replicator.copy.InMemoryTaskTokens;
import replicator.copy.InMemoryTasks;
import replicator.copy.TaskLog;
import replicator.copy.TaskTokens;
import replicator.copy.Tasks;
import replicator.cost.Rates;
import replicator.credential.Credential.Login;
import replicator.destination.DestinationRegistry;
import replicator.destination.InMemoryDestinationRegistry;
import replicator.names.Sources;
import replicator.plan.BatchPacker;
import replicator.plan.Comparison;
import replicator.plan.DestinationNames;
import replicator.plan.Enough;
import replicator.plan.OneEach;
import replicator.plan.Plan;
import replicator.plan.Planner;
import replicator.plan.Progress;
import replicator.run.Counts;
import replicator.run.Executions;
import replicator.run.InMemoryExecutions;
import replicator.run.InMemoryNotifications;
import replicator.run.InMemoryRunRecords;
import replicator.run.InMemoryWaiting;
import replicator.run.Notifications;
import replicator.run.Run;
import replicator.run.RunId;
import replicator.run.RunMetrics;
import replicator.run.RunNotifier;
import replicator.run.RunRecords;
import replicator.run.Stack;
import replicator.run.StoppedExecution;
import replicator.run.Waiting;
import replicator.source.InMemorySourceRegistry;
import replicator.source.SourceRegistry;

/** Everything around the functions, in memory, and the functions themselves. */
public final class World {
  /** The first execution is that of the files in events. */
  public static final Instant START = Instant.parse("2026-11-24T01:00:00.417Z");

  public static final String EXECUTION =
      "arn:aws:states:eu-west-1:123456789012:execution:"
          + "ReplicationWorkflow-Xh2kP0rTq9Zb:5d1f6a2c-8c0b-4c57-9a3e-2b7f6f1f0c11";

  public final PassingTime time = new PassingTime(START);
  public final InMemorySourceRegistry source = new InMemorySourceRegistry();
  public final InMemoryDestinationRegistry destination = new InMemoryDestinationRegistry(HOST);
  public final List<Run> metrics = new ArrayList<>();
  public final InMemoryBatchRecords batches = new InMemoryBatchRecords(() -> START);
  public final InMemoryImageStatuses statuses = new InMemoryImageStatuses();
  public final InMemoryRunRecords runs = new InMemoryRunRecords();
  public final InMemoryWaiting waiting = new InMemoryWaiting();
  public final InMemoryExecutions executions = new InMemoryExecutions();
  public final InMemoryTasks tasks = new InMemoryTasks();
  public final InMemoryTaskLog log = new InMemoryTaskLog();
  public final InMemoryTaskTokens tokens = new InMemoryTaskTokens();
  public final InMemoryAuthFile authFile = new InMemoryAuthFile();
  public final InMemoryAuthTurns authTurns = new InMemoryAuthTurns(this::now);
  public final InMemoryNotifications notifications = new InMemoryNotifications();
  final WholeSource wanted = new WholeSource();
  final Crashes crashes;
  boolean tokensOnly = true;

  public World() {
    this(Crashes.none());
  }

  World(Crashes crashes) {
    this.crashes = crashes;
  }

  /** Whoever looks at the clock has waited a second. */
  public Instant now() {
    time.pass(Duration.ofSeconds(1));
    return time.instant();
  }

  public void pass(Duration duration) {
    time.pass(duration);
  }

  /** Those of a batch that is prepared now. */
  CopyLaunch.Terms terms() {
    return new CopyLaunch.Terms(time.instant().plus(BatchPreparation.LONGEST), 1);
  }

  /** The run of the first execution. */
  public RunId id() {
    return RunId.of(EXECUTION, START);
  }

  /** As when the run has been planned. */
  public void begin(Batch... planned) {
    executions.start(EXECUTION, "{}");
    runs.takeLease(EXECUTION, Optional.empty());
    int images = Stream.of(planned).mapToInt(batch -> batch.copies().size()).sum();
    runs.put(
        Run.started(id(), EXECUTION, START, false)
            .planned(planned.length, Counts.planned(0, images, 0, 0), List.of()));
    batches.write(id(), 0, List.of(planned));
    statuses.plan(id(), List.of(planned));
  }

  public ImageState state(Copy copy) {
    return status(copy).state();
  }

  public Optional<String> reason(Copy copy) {
    return status(copy).reason();
  }

  private ImageStatus status(Copy copy) {
    return statuses.of(id(), List.of(copy)).getFirst();
  }

  public ImageEnumeration enumeration() {
    return new ImageEnumeration(
        watch(RunRecords.class, runs),
        watch(Executions.class, executions),
        watch(BatchRecords.class, batches),
        watch(ImageStatuses.class, statuses));
  }

  public WaitingRuns waitingRuns() {
    return new WaitingRuns(watch(Waiting.class, waiting), watch(Executions.class, executions));
  }

  /** What the source has and the destination lacks, in batches of three. */
  public Plan plan(Progress earlier, Enough enough) {
    SourceRegistry from = watch(SourceRegistry.class, source);
    return new Planner(
            wanted,
            from,
            new DestinationNames(""),
            new Comparison(from, watch(DestinationRegistry.class, destination), 1, false),
            new BatchPacker(2, 3, new OneEach()))
        .plan(earlier, () -> enough);
  }

  public BatchPreparation preparation() {
    return new BatchPreparation(
        Sources.SAMPLE,
        watch(RunRecords.class, runs),
        watch(BatchRecords.class, batches),
        watch(ImageStatuses.class, statuses),
        watch(DestinationRegistry.class, destination),
        auth(),
        this::now);
  }

  public RegistryAuth auth() {
    return new RegistryAuth(
        watch(Logins.class, () -> Map.of(HOST, new Login("AWS", "token"))),
        watch(AuthFile.class, authFile),
        watch(AuthTurns.class, authTurns),
        watch(RunRecords.class, runs)::hasEnded,
        time);
  }

  LoginErasure erasure() {
    return new LoginErasure(watch(AuthFile.class, authFile), watch(AuthTurns.class, authTurns));
  }

  public CopyCompletion completion() {
    return new CopyCompletion(
        watch(BatchRecords.class, batches),
        watch(ImageStatuses.class, statuses),
        () -> watch(DestinationRegistry.class, destination),
        watch(Tasks.class, tasks),
        watch(TaskLog.class, log),
        watch(TaskTokens.class, tokens));
  }

  public CopyLaunch launch() {
    return new CopyLaunch(
        watch(BatchRecords.class, batches),
        watch(ImageStatuses.class, statuses),
        watch(Tasks.class, tasks),
        completion(),
        this::now);
  }

  /** A second of a task costs a thousandth, a gigabyte half a dollar. */
  RunTally tally() {
    return new RunTally(
        watch(BatchRecords.class, batches),
        watch(ImageStatuses.class, statuses),
        new Rates(0.001, 0.5));
  }

  public RunSummary summary() {
    return new RunSummary(
        watch(RunRecords.class, runs),
        tally(),
        new RunNotifier(
            new Stack("mirror", "eu-west-1"), watch(Notifications.class, notifications)),
        watch(RunMetrics.class, (run, brokeOff) -> metrics.add(run)),
        erasure(),
        () -> tokensOnly,
        this::now);
  }

  /** A person stops the run, and SettleRun hears of it. */
  void stop() {
    stopped().settle(new StoppedExecution(EXECUTION, START, false, "the run was stopped"));
  }

  public StoppedRun stopped() {
    return new StoppedRun(
        watch(RunRecords.class, runs), watch(BatchRecords.class, batches), completion(), summary());
  }

  private <T> T watch(Class<T> port, T real) {
    return crashes.watch(port, real);
  }
}
