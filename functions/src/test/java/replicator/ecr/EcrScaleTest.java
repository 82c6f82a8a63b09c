package replicator.ecr;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import replicator.image.Repository;
import replicator.image.RepositoryName;
import replicator.list.EveryTag;
import replicator.selection.TagChoice;

/** Everything is found, through however many pages of a thousand. */
class EcrScaleTest {
  private final FakeEcr ecr = new FakeEcr();
  private final EcrSource source = new EcrSource(ecr, FakeEcr.SOURCE);

  EcrScaleTest() {
    ecr.pageSize = 1000;
  }

  @Test
  void repositories_2500_areListedInThreeCalls() {
    IntStream.range(0, 2500).forEach(number -> ecr.repository("team/app-" + number));
    assertThat(source.repositories()).hasSize(2500).doesNotHaveDuplicates();
    assertThat(ecr.calls).hasSize(3).containsOnly("DescribeRepositories");
  }

  @Test
  void tags_12000_ofOneRepository_areListedInTwelveCalls() {
    IntStream.range(0, 12_000).forEach(number -> ecr.with("team/app", "v" + number, number));
    Repository app = new Repository(FakeEcr.LOCATION.host(), new RepositoryName("team/app"));
    assertThat(source.images(app, TagChoice.of(new EveryTag("ALL"))).images())
        .hasSize(12_000)
        .doesNotHaveDuplicates();
    assertThat(ecr.calls).hasSize(12).containsOnly("ListImages");
  }
}
