package replicator.replication;

import replicator.copy.Attempt;
import replicator.copy.AttemptId;
import replicator.copy.Copy;

/** The first batch of a run, and the attempts at it. */
abstract class OneBatch extends InWorld {

  final AttemptId first = new AttemptId(world.id(), 1, 1);
  final AttemptId second = new AttemptId(world.id(), 1, 2);

  Attempt attempt() {
    return world.batches.get(world.id(), 1).attempt().orElseThrow();
  }

  void arrive(Copy... copies) {
    for (Copy copy : copies) {
      world.destination.push(copy.destination().name(), copy.tag().value(), copy.digest());
    }
  }
}
