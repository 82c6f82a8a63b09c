package replicator.replication;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toMap;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import replicator.copy.BatchRecord;
import replicator.copy.ImageStatus;
import replicator.copy.InMemoryTasks.Task;
import replicator.image.Digest;
import replicator.image.RepositoryName;
import replicator.image.Tag;
import replicator.run.Counts;
import replicator.run.Notification;
import replicator.run.Run;
import replicator.run.RunId;
import replicator.run.RunStatus;

/**
 * What is left when a run is over: times and tokens left out.
 *
 * @param images each with state and reason
 * @param tasks each with what it was to copy
 * @param notifications those that differ
 */
record Snapshot(
    Map<String, String> images,
    Map<RepositoryName, Map<Tag, Digest>> destination,
    RunStatus status,
    Counts counts,
    List<String> problems,
    Set<String> tasks,
    Set<Notification> notifications,
    Optional<String> leaseHolder,
    Optional<String> logins) {

  static Snapshot of(World world, RunId id) {
    Run run = world.runs.find(id).orElseThrow();
    return new Snapshot(
        images(world, id),
        world.destination.repositories().stream()
            .collect(toMap(name -> name, world.destination::tags)),
        run.status(),
        run.counts(),
        run.problems(),
        world.tasks.started().stream().map(Snapshot::line).collect(toCollection(TreeSet::new)),
        Set.copyOf(world.notifications.published()),
        world.runs.holder(),
        world.authFile.content());
  }

  private static Map<String, String> images(World world, RunId id) {
    Map<String, String> images = new TreeMap<>();
    try (Stream<BatchRecord> all = world.batches.all(id)) {
      all.flatMap(batch -> world.statuses.of(id, batch.copies()).stream())
          .forEach(status -> images.put(status.copy().image(), line(status)));
    }
    return images;
  }

  private static String line(ImageStatus status) {
    return status.state() + status.reason().map(": "::concat).orElse("");
  }

  private static String line(Task task) {
    return task.attempt() + " " + task.copies().stream().map(copy -> copy.image()).toList();
  }
}
