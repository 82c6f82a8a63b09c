package replicator.replication;

import static replicator.copy.SampleCopies.copy;

import org.junit.jupiter.api.AfterEach;
import replicator.copy.Copy;
import replicator.run.Run;

/** A world, in which every interruption that a test waits for has to come. */
abstract class InWorld {

  static final Copy V1 = copy("app", "v1", 1);
  static final Copy V2 = copy("app", "v2", 2);
  static final Copy V3 = copy("app", "v3", 3);

  final World world = new World();

  @AfterEach
  void interruptionsAreMet() {
    world.crashes.assertMet();
  }

  Run run() {
    return world.runs.find(world.id()).orElseThrow();
  }
}
