package replicator.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static replicator.copy.SampleCopies.destination;
import static replicator.copy.SampleCopies.digest;
import static replicator.copy.SampleCopies.source;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import replicator.copy.ImageStatus;
import replicator.image.RepositoryName;
import replicator.replication.Crashes.When;
import replicator.replication.Workflow.AfterDeath;
import replicator.run.Counts;
import replicator.run.RunId;
import replicator.run.RunStatus;

/**
 * A function dies at each of its calls in turn, before and after the call, and is started again:
 * the run must come to the same as one in which nothing happens.
 */
@Timeout(60)
class CrashTest {
  private static final World UNDISTURBED = world(Crashes.none());
  private static final Snapshot END;

  static {
    Workflow workflow = new Workflow(UNDISTURBED, AfterDeath.AGAIN);
    workflow.run();
    END = Snapshot.of(UNDISTURBED, workflow.id());
  }

  @Test
  void a_run_in_which_nothing_happens_comes_to_what_the_source_has() {
    assertThat(END.status()).isEqualTo(RunStatus.FAILED);
    assertThat(END.counts()).isEqualTo(new Counts(1, 11, 9, 1, 3, 1));
    assertThat(END.images().values())
        .containsOnly(
            "SUCCEEDED",
            "FAILED: manifest unknown",
            "FAILED: the tag v1 is immutable in "
                + host("fixed")
                + " and points to "
                + digest(90)
                + ": delete it there, or let the repository's tags change");
    assertThat(END.images()).containsEntry(host("flaky") + ":v1", "SUCCEEDED");
    assertThat(END.problems())
        .containsExactly(
            "the entry \"nothing:*\" of the list matches no image of the source",
            "the source has no image source.example.com/gone:v1");
    assertThat(END.notifications()).hasSize(1);
    assertThat(END.leaseHolder()).isEmpty();
    assertThat(END.logins()).isEmpty();
    assertThat(UNDISTURBED.destination.puts()).containsExactly("app:b");
  }

  @ParameterizedTest(name = "dies {1} call {0} {2}, then {3}")
  @MethodSource("everyCall")
  void a_run_in_which_a_function_dies_comes_to_the_same(
      int call, When when, String name, AfterDeath then) {
    World world = world(Crashes.at(call, when));
    Workflow workflow = new Workflow(world, then);

    workflow.run();

    assertThat(Snapshot.of(world, workflow.id())).isEqualTo(END);
    boolean forgotten = name.equals("Notifications.publish") || deliveryIsLost(call);
    assertThat(world.notifications.published()).hasSizeBetween(1, forgotten ? 2 : 1);
  }

  @ParameterizedTest(name = "stopped {1} call {0} {2}")
  @MethodSource("everyCallOnce")
  void a_run_that_is_stopped_leaves_nothing_open_and_the_next_one_brings_the_rest(
      int call, When when, String name) {
    World world = world(Crashes.at(call, when));
    Workflow stopped = new Workflow(world, AfterDeath.STOPPED);
    assertThatThrownBy(stopped::run).isInstanceOfAny(Crash.class, IllegalStateException.class);
    world.crashes.restart();
    world.executions.stop(World.EXECUTION, "by hand");

    world.stop();

    assertThat(openImages(world, stopped.id())).isEmpty();
    assertThat(world.runs.holder()).isEmpty();
    assertThat(world.runs.find(stopped.id()).filter(run -> run.ending().isEmpty())).isEmpty();
    assertThat(world.authFile.content()).isEmpty();
    assertThat(world.tasks.running()).hasSizeLessThanOrEqualTo(unknownTasks(name));

    Instant next = World.START.plus(Duration.ofDays(1));
    Workflow second = new Workflow(world, AfterDeath.AGAIN, "arn:second", next);
    second.run();
    assertThat(Snapshot.of(world, second.id()).destination()).isEqualTo(END.destination());
    assertThat(openImages(world, second.id())).isEmpty();
    assertThat(world.runs.holder()).isEmpty();
  }

  /** A task whose ARN nobody has written down goes on, and copies what is right. */
  private static int unknownTasks(String name) {
    return name.equals("Tasks.start") || name.equals("BatchRecords.recordTask") ? 1 : 0;
  }

  private static List<ImageStatus> openImages(World world, RunId run) {
    return world
        .batches
        .all(run)
        .flatMap(batch -> world.statuses.of(run, batch.copies()).stream())
        .filter(ImageStatus::isOpen)
        .toList();
  }

  static Stream<Arguments> everyCallOnce() {
    List<String> calls = calls();
    return IntStream.rangeClosed(1, calls.size())
        .boxed()
        .flatMap(
            call ->
                Stream.of(When.values())
                    .map(when -> Arguments.of(call, when, calls.get(call - 1))));
  }

  static Stream<Arguments> everyCall() {
    List<String> calls = calls();
    return IntStream.rangeClosed(1, calls.size())
        .boxed()
        .flatMap(
            call ->
                Stream.of(When.values())
                    .flatMap(
                        when ->
                            Stream.of(AfterDeath.AGAIN, AfterDeath.EVENT_LOST)
                                .map(then -> Arguments.of(call, when, calls.get(call - 1), then))));
  }

  /** Whether the notification is out, and that it is out has not been written down. */
  private static boolean deliveryIsLost(int call) {
    return call > 1 && calls().get(call - 2).equals("Notifications.publish");
  }

  private static List<String> calls() {
    return UNDISTURBED.crashes.calls();
  }

  /** A bit of everything that a run can meet. */
  static World world(Crashes crashes) {
    World world = new World(crashes);
    IntStream.rangeClosed(1, 5)
        .forEach(number -> world.source.push(source("big"), "v" + number, digest(number)));
    world.source.push(source("app"), "a", digest(11));
    world.source.push(source("app"), "b", digest(12));
    world.destination.pushUntagged(new RepositoryName("app"), digest(12));
    world.source.push(source("app"), "c", digest(13));
    world.destination.push(new RepositoryName("app"), "c", digest(10));
    world.source.push(source("done"), "v1", digest(20));
    world.destination.push(new RepositoryName("done"), "v1", digest(20));
    world.source.push(source("bad"), "v1", digest(30));
    world.source.push(source("flaky"), "v1", digest(40));
    world.source.push(source("fixed"), "v1", digest(91));
    world.destination.push(new RepositoryName("fixed"), "v1", digest(90));
    world.destination.makeImmutable(new RepositoryName("fixed"));
    world.wanted.addTag(source("gone"), "v1");
    world.wanted.addEntry("nothing:*");
    return world;
  }

  private static String host(String name) {
    return destination(name).toString();
  }
}
