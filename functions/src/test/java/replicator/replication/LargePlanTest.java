package replicator.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static replicator.copy.SampleCopies.digest;
import static replicator.copy.SampleCopies.source;

import java.util.List;
import org.junit.jupiter.api.Test;
import replicator.copy.Batch;
import replicator.image.RepositoryName;
import replicator.plan.Enough;
import replicator.plan.Plan;
import replicator.plan.Progress;

class LargePlanTest {
  private static final int REPOSITORIES = 1_000;
  private static final int TAGS = 100;

  private final World world = new World();

  @Test
  void a_hundred_thousand_tags_are_planned_with_three_calls_for_a_repository() {
    for (int repository = 0; repository < REPOSITORIES; repository++) {
      String name = "team/app-" + repository;
      for (int tag = 0; tag < TAGS; tag++) {
        world.source.push(source(name), "v" + tag, digest(repository * TAGS + tag));
      }
      world.destination.push(new RepositoryName(name), "v0", digest(repository * TAGS));
    }

    Plan plan = world.plan(Progress.NONE, Enough.NEVER);

    assertThat(plan.difference().upToDate()).isEqualTo(REPOSITORIES);
    assertThat(plan.difference().copies())
        .hasSize(REPOSITORIES * (TAGS - 1))
        .doesNotHaveDuplicates();
    assertThat(plan.batches().all().stream().map(Batch::copies).mapToInt(List::size).sum())
        .isEqualTo(REPOSITORIES * (TAGS - 1));
    // The list of repositories, and the destination's host.
    assertThat(world.crashes.calls().size()).isLessThanOrEqualTo(3 * REPOSITORIES + 2);
  }
}
