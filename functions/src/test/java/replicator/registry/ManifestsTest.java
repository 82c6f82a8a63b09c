package replicator.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static replicator.registry.Clients.DIGEST;
import static replicator.registry.Clients.ONE;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import replicator.concurrent.PassingTime;
import replicator.concurrent.Time;
import replicator.failure.PermanentFailure;
import replicator.failure.TransientFailure;
import replicator.image.Digest;
import replicator.image.RegistryHost;
import replicator.image.RepositoryName;
import replicator.registry.StandIn.Request;
import replicator.registry.http.Endpoint;
import replicator.registry.http.PlainHttp;
import replicator.registry.http.Redirects;
import replicator.selection.TagChoice;
import replicator.source.SourceImage;
import replicator.source.SourceImages;

class ManifestsTest {
  private static final String MANIFEST = "{\"schemaVersion\":2}";
  private static final Digest HASH = Digest.of(MANIFEST.getBytes(StandardCharsets.UTF_8));

  private final StandIn server = new StandIn(request -> Reply.of(500));

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void everyKindOfImage_isAccepted() {
    manifests(request -> Reply.digest(DIGEST.value()));
    assertThat(digest()).isEqualTo(DIGEST);
    assertThat(server.requests("HEAD", "/v2/app/manifests/v1").getFirst().accept())
        .contains(
            "application/vnd.oci.image.index.v1+json",
            "application/vnd.oci.image.manifest.v1+json",
            "application/vnd.docker.distribution.manifest.list.v2+json",
            "application/vnd.docker.distribution.manifest.v2+json",
            "application/vnd.docker.distribution.manifest.v1+prettyjws",
            "application/vnd.docker.distribution.manifest.v1+json");
    assertThat(server.requests("GET", "/v2/app")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "sha256:abc", "md5:d41d8cd98f00b204e9800998ecf8427e", "nonsense"})
  void digestHeader_missingOrUseless_isReplacedByTheHashOfTheManifest(String header) {
    manifests(
        request ->
            (request.method().equals("HEAD") ? Reply.of(200) : Reply.of(200, MANIFEST))
                .with("Docker-Content-Digest", header));
    assertThat(digest()).isEqualTo(HASH);
  }

  @Test
  void pageOfAGateway_isNotTakenForAManifest() {
    manifests(request -> Reply.of(200, "<html>Sign in</html>"));
    assertThatThrownBy(this::digest)
        .isInstanceOf(TransientFailure.class)
        .hasMessageContaining("no JSON object");
  }

  @Test
  void signedManifestOfSchema1_isRefused_whereTheRegistryTellsNoDigest() {
    manifests(
        request ->
            Reply.of(200, "{\"schemaVersion\":1}")
                .with("Content-Type", "application/vnd.docker.distribution.manifest.v1+prettyjws"));
    assertThat(refused()).singleElement(STRING).contains("/v2/app/manifests/v1", "schema 1");
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 404, 405, 501})
  void registryWithoutHead_isAskedByGet(int status) {
    manifests(
        request -> request.method().equals("HEAD") ? Reply.of(status) : Reply.of(200, MANIFEST));
    assertThat(digest()).isEqualTo(HASH);
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 404})
  void dockerHub_isNotAskedByGet_whichItWouldCount(int status) {
    manifests(
        request -> request.method().equals("HEAD") ? Reply.of(status) : Reply.of(200, MANIFEST));
    Manifests manifests = new Manifests(dockerHub(), new RepositoryName("app"));
    assertThat(Heads.of(manifests, Set.of(), ONE.tags(), 1).found()).isEmpty();
    assertThat(server.requests("GET", "/v2/app")).isEmpty();
  }

  @Test
  void manifestBeyondFourMebibytes_isRefused() {
    manifests(
        request ->
            request.method().equals("HEAD")
                ? Reply.of(200)
                : Reply.of(200, "x".repeat((4 << 20) + 1)));
    assertThatThrownBy(this::digest)
        .isInstanceOf(PermanentFailure.class)
        .hasMessageContaining("more than 4194304 bytes");
  }

  @Test
  void digestThatIsAnswered_isTheOneAskedFor_orThatOneIsRefused() {
    Digest other = Clients.digest('b');
    manifests(request -> Reply.digest(other.value()));
    TagChoice byDigest = new TagChoice(Set.of(), Set.of(DIGEST, other), List.of());
    SourceImages images = Clients.anonymous().images(server.repository("app"), byDigest);
    assertThat(images.images()).containsExactly(new SourceImage(TagChoice.tagOf(other), other));
    assertThat(images.refused().get(TagChoice.tagOf(DIGEST)))
        .contains(server.host().toString(), DIGEST.value(), "has " + other + " there");
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void denied_isRefused_andNamesTheParameter(int status) {
    manifests(request -> Reply.of(status));
    assertThat(refused()).singleElement(STRING).contains("srcCredential", "/v2/app/manifests/v1");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 406, 410, 451})
  void otherStatusOfARefusal_isOfThisImageAlone_andSaysIt(int status) {
    manifests(request -> Reply.of(status));
    assertThat(refused())
        .singleElement(STRING)
        .contains("/v2/app/manifests/v1", "status " + status);
  }

  @Test
  void statusWithoutMeaning_isAPermanentFailure_andSaysIt() {
    manifests(request -> Reply.of(204));
    assertThatThrownBy(this::digest)
        .isInstanceOf(PermanentFailure.class)
        .hasMessageContaining("status 204");
  }

  /** At the stand-in. */
  private Registry dockerHub() {
    Time time = new PassingTime();
    Endpoint endpoint =
        new Endpoint(new RegistryHost("docker.io"), URI.create("http://" + server.host()));
    Redirects redirects =
        Redirects.of(
            PlainHttp.ADDRESSES,
            Clients.LIMITS,
            TrustedCertificates.context(Optional.empty()),
            time);
    TokenService tokens = new TokenService(redirects, new Realms(Set.of()), time);
    return new Registry(
        endpoint, redirects, new Authorization(endpoint, Optional.empty(), tokens, time));
  }

  private Collection<String> refused() {
    return Clients.anonymous().images(server.repository("app"), ONE).refused().values();
  }

  private Digest digest() {
    return Clients.anonymous().images(server.repository("app"), ONE).images().getFirst().digest();
  }

  private void manifests(Function<Request, Reply> script) {
    server.script(
        request -> request.target().equals("/v2/") ? Reply.of(200) : script.apply(request));
  }
}
