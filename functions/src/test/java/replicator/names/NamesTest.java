package replicator.names;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import replicator.image.RegistryHost;
import replicator.image.Repository;
import replicator.image.RepositoryName;
import replicator.list.AllImages;
import replicator.selection.Entries;
import replicator.selection.Selected;
import replicator.settings.Account;
import replicator.settings.AwsRegion;
import replicator.settings.EcrAccess;
import replicator.settings.EcrLocation;
import replicator.settings.SourceSettings;

class NamesTest {
  @Test
  void ecr_isTheRegistryOfAccountAndRegion() {
    EcrLocation beijing = new EcrLocation(new Account("111122223333"), new AwsRegion("cn-north-1"));
    Names names = Names.of(new SourceSettings.Ecr(beijing, new EcrAccess.Own()));

    assertThat(names.named("team/app").repository())
        .hasToString("111122223333.dkr.ecr.cn-north-1.amazonaws.com.cn/team/app");
    assertThat(names.tellsPushTimes()).isTrue();
  }

  @Test
  void public_isWhatDockerMakesOfIt() {
    Names names = Names.of(new SourceSettings.Public(Optional.empty()));

    assertThat(names.named("ubuntu").repository()).hasToString("docker.io/library/ubuntu");
    assertThat(names.glob("docker.io/u*")).isEqualTo("docker.io/library/u*");
    assertThat(names.glob("docker.io/**")).isEqualTo("docker.io/**");
    assertThat(names.listsRepositories()).isFalse();
  }

  @Test
  void private_isBelowItsRegistryAndPath() {
    Names names =
        Names.of(
            new SourceSettings.Private(
                new RegistryHost("registry.example.com:5000"),
                Optional.of(new RepositoryName("mirror")),
                Optional.empty()));
    Named app = names.named("team/app");

    assertThat(app.repository()).hasToString("registry.example.com:5000/mirror/team/app");
    assertThat(names.path(app.repository())).isEqualTo("team/app").isEqualTo(app.path());
  }

  @Test
  void repository_inFull_isTheSameRepository() {
    RepositoryName path = new RepositoryName("team.b");
    Stream.of(
            new EcrNames(new RegistryHost("111122223333.dkr.ecr.eu-west-1.amazonaws.com")),
            new PrivateNames(new RegistryHost("registry.example.com"), Optional.of(path)),
            new PublicNames())
        .forEach(
            names -> {
              Repository app = names.named("team/app").repository();
              assertThat(names.named(app.toString()).repository()).isEqualTo(app);
            });
  }

  @Test
  void repository_whoseNameOnlyStartsLikeThePath_isNotCovered() {
    Names names =
        new PrivateNames(
            new RegistryHost("registry.example.com"), Optional.of(new RepositoryName("team")));

    assertThat(Repository.parse("registry.example.com/team/app")).matches(names::covers);
    assertThat(Repository.parse("registry.example.com/teams/app")).matches(r -> !names.covers(r));
  }

  @ParameterizedTest
  @CsvSource({"ecr, srcRegion and srcAccountId", "below, srcRegistry and srcCredential"})
  void allImages_whereThereAreNone_tellWhichParametersToCheck(String kind, String parameters) {
    AllImages all = new AllImages(Sources.names(kind));

    assertThat(all.useless("ALL")).isEqualTo("srcList ALL finds no image: check " + parameters);
  }

  @Test
  void allImages_areThoseBelowThePathOfTheSource() {
    AllImages all = new AllImages(Sources.names("below"));

    assertThat(all.among(() -> Sources.repositories("below")))
        .extracting(Selected::path)
        .containsExactly("app", "web", "tools/lint");
    assertThat(all.entries()).isEqualTo(new Entries(Set.of(), Set.of("ALL")));
  }
}
