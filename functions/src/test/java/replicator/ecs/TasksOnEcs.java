package replicator.ecs;

import static replicator.copy.SampleCopies.copy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import replicator.copy.AttemptId;
import replicator.copy.Copy;
import replicator.run.RunId;

/** Tasks of an ECS that answers as a test wants. */
abstract class TasksOnEcs {

  static final TaskPlace PLACE =
      new TaskPlace(
          "copies",
          "arn:aws:ecs:eu-west-1:111122223333:task-definition/stack-copy:7",
          List.of("subnet-a", "subnet-b"),
          "sg-1",
          true);
  static final TaskOptions OPTIONS =
      new TaskOptions(false, Duration.ofMinutes(60), 4, Duration.ofMillis(100), 10);
  static final Instant START = Instant.parse("2026-11-24T05:00:00Z");
  static final String TASK = "arn:aws:ecs:eu-west-1:111122223333:task/copies/0a1b";
  static final AttemptId ATTEMPT = new AttemptId(new RunId("20261124T050000000Z-3f9a1c22"), 12, 2);

  static final List<Copy> COPIES =
      List.of(
          copy("quay.io/app", "h.example/mirror/app", "1.0", 1),
          copy("quay.io/app", "h.example/mirror/app", "latest", 2));

  final FakeEcs ecs = new FakeEcs();
  Instant now = START;
  final EcsTasks tasks = new EcsTasks(ecs, PLACE, () -> OPTIONS, () -> now);

  static <T> Supplier<T> failing(RuntimeException failure) {
    return () -> {
      throw failure;
    };
  }
}
