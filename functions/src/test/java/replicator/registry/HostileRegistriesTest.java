package replicator.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static replicator.registry.Clients.DIGEST;
import static replicator.registry.Clients.LOGIN_HEADER;
import static replicator.registry.Clients.ONE;

import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import replicator.failure.PermanentFailure;
import replicator.source.SourceImages;

/** The other server goes by another name: as another host, of which the registry says nothing. */
class HostileRegistriesTest {
  private final StandIn registry = new StandIn(request -> Reply.of(500));
  private final StandIn other = new StandIn(request -> Reply.of(200, "{\"token\":\"t\"}"));

  @AfterEach
  void stop() {
    registry.close();
    other.close();
  }

  @Test
  void realmOfAStranger_neverSeesTheLogin() {
    registry.script(request -> Reply.bearer("http://" + other.otherName() + "/token"));
    assertThatThrownBy(() -> Clients.loggedIn(registry).images(registry.repository("app"), ONE))
        .isInstanceOf(PermanentFailure.class)
        .hasMessageContaining(other.otherName().value())
        .hasMessageContaining("not sent");
    assertThat(other.requests()).isEmpty();
  }

  @Test
  void realmOfAStranger_isAskedWithoutALogin_whereThereIsNone() {
    registry.script(
        request ->
            request.authorization().isPresent()
                ? Reply.digest(DIGEST.value())
                : Reply.bearer("http://" + other.otherName() + "/token"));
    assertThat(Clients.anonymous().images(registry.repository("app"), ONE))
        .isEqualTo(Clients.whole(ONE, "v1"));
    assertThat(other.requests()).singleElement().matches(r -> r.authorization().isEmpty());
  }

  @Test
  void realmThatSendsOn_doesNotTakeTheLoginAlong() {
    registry.script(
        request ->
            request.is("GET", "/token")
                ? Reply.of(307).with("Location", "http://" + other.otherName() + "/stolen")
                : request.authorization().isPresent()
                    ? Reply.digest(DIGEST.value())
                    : registry.challenge());
    Clients.loggedIn(registry).images(registry.repository("app"), ONE);
    assertThat(registry.requests("GET", "/token"))
        .allMatch(request -> request.authorization().equals(Optional.of(LOGIN_HEADER)));
    assertThat(other.requests()).hasSize(1).allMatch(r -> r.authorization().isEmpty());
  }

  @Test
  void redirectToAnotherHost_doesNotTakeTheLoginAlong_andIsFollowed() {
    other.script(request -> Reply.digest(DIGEST.value()));
    registry.script(
        request ->
            request.authorization().isEmpty()
                ? Reply.of(401).with("WWW-Authenticate", "Basic realm=\"x\"")
                : Reply.of(307).with("Location", "http://" + other.otherName() + "/elsewhere"));
    assertThat(Clients.loggedIn(registry).images(registry.repository("app"), ONE))
        .matches(images -> images.images().getFirst().digest().equals(DIGEST));
    assertThat(registry.requests("HEAD", "/v2/app"))
        .allMatch(request -> request.authorization().equals(Optional.of(LOGIN_HEADER)));
    assertThat(other.requests("HEAD", "/elsewhere"))
        .hasSize(1)
        .allMatch(request -> request.authorization().isEmpty());
  }

  @Test
  void redirectToAnotherPort_isAnotherHost() {
    other.script(request -> Reply.digest(DIGEST.value()));
    registry.script(
        request ->
            request.authorization().isEmpty()
                ? Reply.of(401).with("WWW-Authenticate", "Basic realm=\"x\"")
                : Reply.of(302).with("Location", "http://" + other.host() + "/elsewhere"));
    Clients.loggedIn(registry).images(registry.repository("app"), ONE);
    assertThat(other.requests()).hasSize(1).allMatch(r -> r.authorization().isEmpty());
  }

  @Test
  void redirectThatAsksForALogin_getsNone_andRefusesThatImageOnly() {
    other.script(
        request -> Reply.of(401).with("WWW-Authenticate", "Basic realm=\"give it to me\""));
    registry.script(
        request ->
            request.target().equals("/v2/")
                ? Reply.of(401).with("WWW-Authenticate", "Basic realm=\"x\"")
                : Reply.of(307).with("Location", "http://" + other.otherName() + "/elsewhere"));
    SourceImages images = Clients.loggedIn(registry).images(registry.repository("app"), ONE);
    assertThat(images.refused()).hasSize(1);
    assertThat(other.requests()).isNotEmpty().allMatch(r -> r.authorization().isEmpty());
  }

  @Test
  void redirectThatWantsAToken_getsNone_andDoesNotSayWhereTokensAre() {
    other.script(request -> Reply.bearer("http://" + other.otherName() + "/token"));
    registry.script(
        request ->
            request.target().equals("/v2/")
                ? Reply.of(200)
                : Reply.of(307).with("Location", "http://" + other.otherName() + "/elsewhere"));
    assertThat(Clients.anonymous().images(registry.repository("app"), ONE).refused()).hasSize(1);
    assertThat(other.requests("GET", "/token")).isEmpty();
  }

  @Test
  void pagesOfAListThatWasSentElsewhere_areAskedForThere_withoutTheLogin() {
    other.script(
        request ->
            request.target().equals("/list")
                ? Reply.tags("v1").with("Link", "</list?p=2>; rel=\"next\"")
                : Reply.tags("v2"));
    registry.script(
        request -> {
          if (request.authorization().isEmpty()) {
            return Reply.of(401).with("WWW-Authenticate", "Basic realm=\"x\"");
          }
          return request.target().contains("/tags/list")
              ? Reply.of(307).with("Location", "http://" + other.otherName() + "/list")
              : Reply.digest(DIGEST.value());
        });
    assertThat(
            Clients.loggedIn(registry).images(registry.repository("app"), Clients.EVERY).images())
        .hasSize(2);
    assertThat(other.requests()).hasSize(2).allMatch(r -> r.authorization().isEmpty());
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void redirectWithinTheRegistry_keepsTheLogin(int status) {
    registry.script(
        request -> {
          if (request.authorization().isEmpty()) {
            return Reply.of(401).with("WWW-Authenticate", "Basic realm=\"x\"");
          }
          return request.target().equals("/moved")
              ? Reply.digest(DIGEST.value())
              : Reply.of(status).with("Location", "/moved");
        });
    assertThat(Clients.loggedIn(registry).images(registry.repository("app"), ONE))
        .isEqualTo(Clients.whole(ONE, "v1"));
  }

  @Test
  void metadataAddress_isNoPlaceToBeSentTo() {
    for (String place : new String[] {"http://169.254.169.254/latest/", "http://[fe80::1]/x"}) {
      registry.script(
          request ->
              request.target().equals("/v2/")
                  ? Reply.of(200)
                  : Reply.of(307).with("Location", place));
      assertThatThrownBy(() -> Clients.anonymous().images(registry.repository("app"), ONE))
          .isInstanceOf(PermanentFailure.class)
          .hasMessageContaining("link-local");
      registry.script(request -> Reply.bearer(place));
      assertThatThrownBy(() -> Clients.anonymous().images(registry.repository("app"), ONE))
          .isInstanceOf(PermanentFailure.class)
          .hasMessageContaining("link-local");
    }
  }

  @Test
  void redirectsInACircle_end() {
    registry.script(
        request ->
            request.target().equals("/v2/")
                ? Reply.of(200)
                : Reply.of(307).with("Location", request.target()));
    assertThatThrownBy(() -> Clients.anonymous().images(registry.repository("app"), ONE))
        .isInstanceOf(PermanentFailure.class)
        .hasMessageContaining("redirects");
    assertThat(registry.requests("HEAD", "/v2/app")).hasSize(6);
  }

  @Test
  void redirectToNowhere_isSaid() {
    for (String place : new String[] {"", "http://", "mailto:x@example.com", "http://a b/"}) {
      registry.script(
          request ->
              request.target().equals("/v2/")
                  ? Reply.of(200)
                  : Reply.of(307).with("Location", place));
      assertThatThrownBy(() -> Clients.anonymous().images(registry.repository("app"), ONE))
          .isInstanceOf(PermanentFailure.class)
          .hasMessageContaining("redirects to no address");
    }
  }

  @Test
  void login_ofOneRegistry_isNotForAnotherInTheSameList() {
    other.script(
        request ->
            request.authorization().isEmpty()
                ? Reply.of(401).with("WWW-Authenticate", "Basic realm=\"x\"")
                : Reply.digest(DIGEST.value()));
    assertThat(Clients.loggedIn(registry).images(other.repository("app"), ONE).refused())
        .hasSize(1);
    assertThat(other.requests()).isNotEmpty().allMatch(r -> r.authorization().isEmpty());
  }
}
