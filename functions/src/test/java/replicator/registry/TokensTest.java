package replicator.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static replicator.registry.Clients.EVERY;
import static replicator.registry.Clients.LOGIN_HEADER;
import static replicator.registry.Clients.ONE;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import replicator.concurrent.PassingTime;
import replicator.registry.StandIn.Request;
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
    server.giveTokens("{\"token\":\"t1\",\"expires_in\":300}");
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
    server.giveTokens("{\"access_token\":\"t1\"}");
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
    server.giveTokens("{\"token\":\"t1\"}");
    SourceRegistry registry = Clients.anonymous();
    registry.images(server.repository("one"), ONE);
    registry.images(server.repository("two"), ONE);
    assertThat(server.requests("GET", "/token")).hasSize(2);
    assertThat(server.requests("GET", "/v2/")).hasSize(1);
  }

  @Test
  void token_isRenewedBeforeItEnds() {
    server.giveTokens("{\"token\":\"t1\",\"expires_in\":300}");
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
              ? server.challenge()
              : Reply.content(request);
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
          return request.authorization().isEmpty() ? server.challenge() : Reply.content(request);
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
            return server.challenge();
          }
          return request.authorization().equals(Optional.of(LOGIN_HEADER))
              ? Reply.content(request)
              : Reply.of(401).with("WWW-Authenticate", "Basic realm=\"x\"");
        });
    assertThat(Clients.loggedIn(server).images(server.repository("a"), ONE))
        .isEqualTo(Clients.whole(ONE, "v1"));
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
                        .formatted(server.realm()));
          }
          return request.authorization().isEmpty() ? server.challenge() : Reply.content(request);
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
                          "Bearer realm=\"%s\",scope=\"%s\"".formatted(server.realm(), scope)));
      assertThat(Clients.anonymous().images(server.repository("app"), ONE).refused()).hasSize(1);
    }
    assertThat(server.requests("GET", "/token"))
        .isNotEmpty()
        .allMatch(request -> request.target().endsWith("scope=repository%3Aapp%3Apull"));
  }
}
