package replicator.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static replicator.registry.Clients.DIGEST;
import static replicator.registry.Clients.EVERY;
import static replicator.registry.Clients.LOGIN_HEADER;
import static replicator.registry.Clients.ONE;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import replicator.concurrent.PassingTime;
import replicator.failure.PermanentFailure;
import replicator.failure.TransientFailure;
import replicator.image.Tag;
import replicator.registry.StandIn.Request;
import replicator.source.SourceImages;
import replicator.source.SourceRegistry;

class TokensTest {
  private final StandIn server = new StandIn(request -> Reply.of(500));
  private final PassingTime time = new PassingTime();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void anonymousToken_isAskedForOnce_andNoRequestIsRefused() {
    server.script(bearer("{\"token\":\"t1\",\"expires_in\":300}"));
    SourceRegistry registry = Clients.anonymous();
    registry.images(server.repository("team/app"), EVERY);
    registry.images(server.repository("team/app"), ONE);
    assertThat(server.requests("GET", "/token"))
        .extracting(Request::target, Request::authorization)
        .containsExactly(
            tuple(
                "/token?service=the+service&scope=repository%3Ateam%2Fapp%3Apull",
                Optional.empty()));
    assertThat(server.requests("GET", "/v2/team/app/tags")).hasSize(1);
    assertThat(server.requests("HEAD", "/v2/")).hasSize(4);
    assertThat(server.requests("HEAD", "/v2/"))
        .allMatch(request -> request.authorization().equals(Optional.of("Bearer t1")));
  }

  @Test
  void login_goesToTheTokenServiceOnly() {
    server.script(bearer("{\"access_token\":\"t1\"}"));
    Clients.loggedIn(server).images(server.repository("app"), ONE);
    assertThat(server.requests("GET", "/token"))
        .hasSize(1)
        .allMatch(request -> request.authorization().equals(Optional.of(LOGIN_HEADER)));
    assertThat(server.requests("HEAD", "/v2/"))
        .hasSize(1)
        .allMatch(request -> request.authorization().equals(Optional.of("Bearer t1")));
  }

  @Test
  void eachRepository_hasATokenOfItsOwn() {
    server.script(bearer("{\"token\":\"t1\"}"));
    SourceRegistry registry = Clients.anonymous();
    registry.images(server.repository("one"), ONE);
    registry.images(server.repository("two"), ONE);
    assertThat(server.requests("GET", "/token")).hasSize(2);
    assertThat(server.requests("GET", "/v2/")).hasSize(1);
  }

  @Test
  void token_isRenewedBeforeItEnds() {
    server.script(bearer("{\"token\":\"t1\",\"expires_in\":300}"));
    SourceRegistry registry = Clients.loggedIn(server, time);
    registry.images(server.repository("app"), ONE);
    time.pass(Duration.ofSeconds(200));
    registry.images(server.repository("app"), ONE);
    assertThat(server.requests("GET", "/token")).hasSize(1);
    time.pass(Duration.ofSeconds(99));
    registry.images(server.repository("app"), ONE);
    assertThat(server.requests("GET", "/token")).hasSize(2);
  }

  @Test
  void tokenThatIsRefusedMidway_isReplaced() {
    server.script(
        request -> {
          int tokens = server.requests("GET", "/token").size();
          if (request.is("GET", "/token")) {
            return Reply.of(200, "{\"token\":\"t%d\",\"expires_in\":3000}".formatted(tokens));
          }
          boolean first = request.authorization().equals(Optional.of("Bearer t1"));
          boolean late = server.requests("HEAD", "/v2/").size() > 1;
          return request.authorization().isEmpty() || (first && late)
              ? challenge()
              : content(request);
        });
    SourceRegistry registry = Clients.anonymous();
    assertThat(registry.images(server.repository("app"), EVERY).images()).hasSize(3);
    assertThat(server.requests("GET", "/token")).hasSize(2);
  }

  @Test
  void placeThatGivesTokens_isTheGreetings_whateverARefusalNames() {
    server.script(
        request -> {
          if (request.is("GET", "/token")) {
            return Reply.of(200, "{\"token\":\"t1\"}");
          }
          if (request.is("GET", "/other")) {
            return Reply.of(401);
          }
          if (request.target().startsWith("/v2/a/")) {
            return Reply.bearer("http://" + server.host() + "/other");
          }
          return request.authorization().isEmpty() ? challenge() : content(request);
        });
    SourceRegistry registry = Clients.anonymous();
    assertThat(registry.images(server.repository("a"), ONE).refused()).hasSize(1);
    assertThat(registry.images(server.repository("b"), ONE)).isEqualTo(Clients.whole(ONE, "v1"));
    assertThat(server.requests("GET", "/other")).isEmpty();
  }

  @Test
  void schemeThatChanges_isFollowed() {
    server.script(
        request -> {
          if (request.is("GET", "/token")) {
            return Reply.of(200, "{\"token\":\"t1\"}");
          }
          if (request.target().equals("/v2/")) {
            return challenge();
          }
          return request.authorization().equals(Optional.of(LOGIN_HEADER))
              ? content(request)
              : Reply.of(401).with("WWW-Authenticate", "Basic realm=\"x\"");
        });
    assertThat(Clients.loggedIn(server).images(server.repository("a"), ONE))
        .isEqualTo(Clients.whole(ONE, "v1"));
  }

  @Test
  void passwordAskedForOfALoginThatHasAToken_refusesOneRepositoryOnly() {
    server.script(
        request -> { // as Harbor answers
          if (request.is("GET", "/token")) {
            return Reply.of(200, "{\"token\":\"t1\"}");
          }
          if (request.authorization().isEmpty()) {
            return challenge();
          }
          return request.target().startsWith("/v2/closed/")
              ? Reply.error(401, "UNAUTHORIZED").with("WWW-Authenticate", "Basic realm=\"harbor\"")
              : content(request);
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
  void scopeThatAListNeeds_isAdded_forThisRepositoryOnly() {
    server.script(
        request -> {
          if (request.is("GET", "/token")) {
            boolean asked = request.target().contains("metadata_read");
            return Reply.of(200, asked ? "{\"token\":\"wide\"}" : "{\"token\":\"narrow\"}");
          }
          if (request.target().contains("tags/list")
              && !request.authorization().equals(Optional.of("Bearer wide"))) {
            return Reply.of(401)
                .with(
                    "WWW-Authenticate",
                    "Bearer realm=\"%s\",scope=\"repository:app:metadata_read\""
                        .formatted(realm()));
          }
          return request.authorization().isEmpty() ? challenge() : content(request);
        });
    SourceRegistry registry = Clients.anonymous();
    assertThat(registry.images(server.repository("app"), EVERY))
        .isEqualTo(Clients.whole(EVERY, "v1", "v2", "v3"));
    assertThat(server.requests("GET", "/token"))
        .extracting(Request::target)
        .last()
        .asString()
        .contains("scope=repository%3Aapp%3Apull", "scope=repository%3Aapp%3Ametadata_read");
    registry.images(server.repository("other"), ONE);
    assertThat(server.requests("GET", "/token"))
        .extracting(Request::target)
        .last()
        .asString()
        .endsWith("scope=repository%3Aother%3Apull");
  }

  @Test
  void scopesThatWouldChangeThingsOrBelongElsewhere_areNotAskedFor() {
    for (String scope :
        new String[] {"repository:app:push,pull", "repository:oth:pull", "registry:catalog:*"}) {
      server.script(
          request ->
              request.is("GET", "/token")
                  ? Reply.of(200, "{\"token\":\"t\"}")
                  : Reply.of(401)
                      .with(
                          "WWW-Authenticate",
                          "Bearer realm=\"%s\",scope=\"%s\"".formatted(realm(), scope)));
      assertThat(Clients.anonymous().images(server.repository("app"), ONE).refused()).hasSize(1);
    }
    assertThat(server.requests("GET", "/token"))
        .isNotEmpty()
        .allMatch(request -> request.target().endsWith("scope=repository%3Aapp%3Apull"));
  }

  @Test
  void loginThatIsNotAccepted_isAPermanentFailure_thatNamesTheParameter() {
    server.script(
        request -> request.is("GET", "/token") ? Reply.error(401, "UNAUTHORIZED") : challenge());
    assertThatThrownBy(() -> Clients.loggedIn(server).images(server.repository("app"), ONE))
        .isInstanceOf(PermanentFailure.class)
        .hasMessageContaining("srcCredential")
        .hasMessageContaining(server.host().value());
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 402, 403, 404, 410, 451})
  void tokenThatALoginDoesNotGet_isARefusalOfThisRepositoryAlone(int status) {
    server.script(
        request -> request.is("GET", "/token") ? Reply.error(status, "DENIED") : challenge());
    assertThat(Clients.loggedIn(server).images(server.repository("app"), ONE).refused())
        .hasEntrySatisfying(
            new Tag("v1"),
            why -> assertThat(why).contains("app", "srcCredential", "status " + status));
  }

  @Test
  void deniedWithoutLogin_saysThatTheRepositoryMayBeMissing() {
    server.script(
        request -> request.is("GET", "/token") ? Reply.of(200, "{\"token\":\"t\"}") : challenge());
    assertThat(Clients.anonymous().images(server.repository("app"), EVERY).unlisted())
        .hasValueSatisfying(
            why ->
                assertThat(why).contains("/v2/app/tags/list", "does not exist, or needs a login"));
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 402, 403, 404, 410, 451})
  void tokenThatNobodyGetsWithoutLogin_isARefusalOfThisRepositoryAlone_andNamesIt(int status) {
    server.script(
        request -> request.is("GET", "/token") ? Reply.error(status, "UNAUTHORIZED") : challenge());
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
      server.script(bearer(answer));
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

  private Function<Request, Reply> bearer(String tokenAnswer) {
    return request -> {
      if (request.is("GET", "/token")) {
        return Reply.of(200, tokenAnswer);
      }
      return request.authorization().isEmpty() ? challenge() : content(request);
    };
  }

  private Reply challenge() {
    return Reply.bearer(realm());
  }

  private String realm() {
    return "http://127.0.0.1:" + server.port() + "/token";
  }

  private static Reply content(Request request) {
    return request.method().equals("HEAD")
        ? Reply.digest(DIGEST.value())
        : Reply.tags("v1", "v2", "v3");
  }
}
