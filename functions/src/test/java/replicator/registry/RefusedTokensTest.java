package replicator.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static replicator.registry.Clients.EVERY;
import static replicator.registry.Clients.ONE;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import replicator.failure.PermanentFailure;
import replicator.failure.TransientFailure;
import replicator.image.Tag;
import replicator.source.SourceImages;
import replicator.source.SourceRegistry;

/** Who gets no token, or nothing for it. */
class RefusedTokensTest {
  private final StandIn server = new StandIn(request -> Reply.of(500));

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void passwordAskedForOfALoginThatHasAToken_refusesOneRepositoryOnly() {
    server.script(
        request -> { // as Harbor answers
          if (request.is("GET", "/token")) {
            return Reply.of(200, "{\"token\":\"t1\"}");
          }
          if (request.authorization().isEmpty()) {
            return server.challenge();
          }
          return request.target().startsWith("/v2/closed/")
              ? Reply.error(401, "UNAUTHORIZED").with("WWW-Authenticate", "Basic realm=\"harbor\"")
              : Reply.content(request);
        });
    SourceRegistry registry = Clients.loggedIn(server);
    SourceImages named = registry.images(server.repository("closed"), ONE);
    SourceImages listed = registry.images(server.repository("closed"), EVERY);
    assertThat(named.refused().values())
        .singleElement()
        .asString()
        .contains("the login of srcCredential may not read it, or it does not exist (status 401)");
    assertThat(listed.unlisted().orElseThrow()).contains("may not read it", "status 401");
    assertThat(registry.images(server.repository("open"), ONE)).isEqualTo(Clients.whole(ONE, "v1"));
  }

  @Test
  void loginThatIsNotAccepted_isAPermanentFailure_thatNamesTheParameter() {
    server.script(
        request ->
            request.is("GET", "/token") ? Reply.error(401, "UNAUTHORIZED") : server.challenge());
    assertThatThrownBy(() -> Clients.loggedIn(server).images(server.repository("app"), ONE))
        .isInstanceOf(PermanentFailure.class)
        .hasMessageContaining("srcCredential")
        .hasMessageContaining(server.host().value());
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 402, 403, 404, 410, 451})
  void tokenThatALoginDoesNotGet_isARefusalOfThisRepositoryAlone(int status) {
    server.script(
        request ->
            request.is("GET", "/token") ? Reply.error(status, "DENIED") : server.challenge());
    assertThat(Clients.loggedIn(server).images(server.repository("app"), ONE).refused())
        .hasEntrySatisfying(
            new Tag("v1"),
            why -> assertThat(why).contains("app", "srcCredential", "status " + status));
  }

  @Test
  void deniedWithoutLogin_saysThatTheRepositoryMayBeMissing() {
    server.script(
        request ->
            request.is("GET", "/token") ? Reply.of(200, "{\"token\":\"t\"}") : server.challenge());
    assertThat(Clients.anonymous().images(server.repository("app"), EVERY).unlisted())
        .hasValueSatisfying(
            why ->
                assertThat(why).contains("/v2/app/tags/list", "does not exist, or needs a login"));
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 402, 403, 404, 410, 451})
  void tokenThatNobodyGetsWithoutLogin_isARefusalOfThisRepositoryAlone_andNamesIt(int status) {
    server.script(
        request ->
            request.is("GET", "/token") ? Reply.error(status, "UNAUTHORIZED") : server.challenge());
    assertThat(Clients.anonymous().images(server.repository("app"), ONE).refused())
        .hasEntrySatisfying(
            new Tag("v1"), why -> assertThat(why).contains("app", "status " + status));
  }

  @Test
  void answersWithoutAToken_areTransientFailures() {
    for (String answer :
        new String[] {
          "{}", "[]", "<html>", "", "{\"token\":\"\"}", "{\"token\":\"a\\r\\nb: c\"}"
        }) {
      server.giveTokens(answer);
      assertThatThrownBy(() -> Clients.anonymous().images(server.repository("app"), ONE))
          .isInstanceOf(TransientFailure.class)
          .hasMessageContaining("/token");
    }
  }

  @Test
  void nonsenseForARealm_isAPermanentFailure() {
    for (String realm : new String[] {"token", "http://a b/", "mailto:x", "https://", "/token"}) {
      server.script(request -> Reply.bearer(realm));
      assertThatThrownBy(() -> Clients.anonymous().images(server.repository("app"), ONE))
          .isInstanceOf(PermanentFailure.class);
    }
  }
}
