package replicator.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static replicator.registry.Clients.EVERY;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import replicator.concurrent.Time;
import replicator.credential.Credential.Login;
import replicator.failure.PermanentFailure;
import replicator.image.Digest;
import replicator.image.Repository;
import replicator.image.RepositoryName;
import replicator.image.Tag;
import replicator.selection.TagChoice;
import replicator.source.SourceImage;
import replicator.source.SourceImages;
import replicator.source.SourceRegistry;

class RealRegistryTest {
  private static final Login LOGIN = new Login("jane", "pass:word");

  @TempDir static Path openDirectory;
  @TempDir static Path closedDirectory;
  private static DockerRegistry open;
  private static DockerRegistry closed;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    open = DockerRegistry.open(openDirectory);
    closed = DockerRegistry.closed(closedDirectory);
  }

  @AfterAll
  static void stop() {
    open.close();
    closed.close();
  }

  @Test
  void everyTag_hasTheDigestOfWhatWasPushed_whateverKindItIs()
      throws IOException, InterruptedException {
    Pushing pushing = new Pushing(open.host(), Optional.empty());
    Digest oci = pushing.image("kinds", "oci", "one");
    Digest docker = pushing.dockerImage("kinds", "docker", "two");
    Digest index = pushing.index("kinds", "index", List.of(oci));
    Digest nested = pushing.index("kinds", "nested", List.of(index));
    assertThat(anonymous().images(repository(open, "kinds"), EVERY).images())
        .containsExactly(
            new SourceImage(new Tag("docker"), docker),
            new SourceImage(new Tag("index"), index),
            new SourceImage(new Tag("nested"), nested),
            new SourceImage(new Tag("oci"), oci));
  }

  @Test
  void namedTagsAndDigests_areFound_andOthersLeftOut() throws IOException, InterruptedException {
    Pushing pushing = new Pushing(open.host(), Optional.empty());
    Digest tagged = pushing.image("named", "v1", "one");
    Digest untagged = pushing.image("named", "", "two");
    TagChoice choice =
        new TagChoice(
            Set.of(new Tag("v1"), new Tag("v2")), Set.of(untagged, Clients.DIGEST), List.of());
    assertThat(anonymous().images(repository(open, "named"), choice).images())
        .containsExactly(
            new SourceImage(TagChoice.tagOf(untagged), untagged),
            new SourceImage(new Tag("v1"), tagged));
    TagChoice nothing = TagChoice.of(Set.of(new Tag("v3")));
    assertThat(anonymous().images(repository(open, "named"), nothing).images()).isEmpty();
  }

  @Test
  void longestTagAndDeepName_work() throws IOException, InterruptedException {
    String tag = "t".repeat(128);
    String name = "a/b/c/d/e/f/g/h/i/j/with-dashes__and.dots";
    Digest digest = new Pushing(open.host(), Optional.empty()).image(name, tag, "deep");
    assertThat(anonymous().images(repository(open, name), EVERY).images())
        .containsExactly(new SourceImage(new Tag(tag), digest));
  }

  @Test
  void repositoryThatDoesNotExist_isEmpty() {
    assertThat(anonymous().images(repository(open, "nowhere"), EVERY)).isEqualTo(SourceImages.NONE);
    assertThat(anonymous().images(repository(open, "nowhere"), Clients.ONE))
        .isEqualTo(SourceImages.NONE);
  }

  @Test
  void catalog_withALogin_isReadThroughItsPages_andSoAreTheImages()
      throws IOException, InterruptedException {
    Pushing pushing = new Pushing(closed.host(), Optional.of(LOGIN.basic()));
    Digest digest = pushing.image("team/app", "v1", "one");
    List<String> names = IntStream.range(0, 1005).mapToObj("team/r%04d"::formatted).toList();
    for (String name : names) {
      closed.addEmptyRepository(name);
    }
    pushing.image("other/app", "v1", "one");
    SourceRegistry registry = closed(Optional.of(LOGIN));
    assertThat(registry.repositories())
        .hasSize(1006)
        .startsWith(repository(closed, "team/app"))
        .endsWith(repository(closed, names.getLast()));
    assertThat(registry.images(repository(closed, "team/app"), EVERY).images())
        .containsExactly(new SourceImage(new Tag("v1"), digest));
  }

  @Test
  void registryThatWantsALogin_refusesOthers() {
    assertThat(closed(Optional.empty()).images(repository(closed, "x"), EVERY).unlisted())
        .hasValueSatisfying(why -> assertThat(why).contains("srcCredential"));
    Optional<Login> wrong = Optional.of(new Login("jane", "wrong-secret"));
    assertThatThrownBy(() -> closed(wrong).images(repository(closed, "x"), EVERY))
        .isInstanceOf(PermanentFailure.class)
        .hasMessageContaining("srcCredential")
        .hasMessageNotContaining("wrong-secret");
    for (Optional<Login> login : List.of(Optional.<Login>empty(), wrong)) {
      assertThatThrownBy(() -> closed(login).repositories())
          .isInstanceOf(PermanentFailure.class)
          .hasMessageContaining("_catalog");
    }
  }

  private static SourceRegistry anonymous() {
    return new PublicRegistries(Clients.registries(Time.system()), Optional.empty());
  }

  private static SourceRegistry closed(Optional<Login> login) {
    return new PrivateRegistry(
        Clients.registries(Time.system()),
        closed.host(),
        Optional.of(new RepositoryName("team")),
        login);
  }

  private static Repository repository(DockerRegistry registry, String name) {
    return new Repository(registry.host(), new RepositoryName(name));
  }
}
