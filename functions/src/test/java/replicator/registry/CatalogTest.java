package replicator.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import replicator.concurrent.PassingTime;
import replicator.failure.PermanentFailure;
import replicator.failure.TransientFailure;
import replicator.image.RepositoryName;
import replicator.source.SourceRegistry;

class CatalogTest {
  private final StandIn server = new StandIn(request -> Reply.of(500));

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void repositories_ofAllPages_areInOrder() {
    catalog(catalog("b/x", "a").with("Link", "</v2/_catalog?last=a&n=2>; rel=\"next\""));
    assertThat(repositories(Optional.empty()))
        .containsExactly(host() + "/a", host() + "/b/x", host() + "/z");
  }

  @Test
  void basePath_leavesOutWhatIsNotBeneathIt_andStaysInTheNames() {
    catalog(catalog("team/b", "team", "teams/a", "other/team/c", "team/a", "NOT-Valid"));
    assertThat(repositories(Optional.of("team")))
        .containsExactly(host() + "/team/a", host() + "/team/b");
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 404, 405})
  void registryThatDoesNotList_isAPermanentFailure_thatSaysWhatHelps(int status) {
    catalog(Reply.of(status));
    assertThatThrownBy(() -> repositories(Optional.empty()))
        .isInstanceOf(PermanentFailure.class)
        .hasMessageContaining(host())
        .hasMessageContaining("status " + status)
        .hasMessageContaining("srcImageList");
  }

  @ParameterizedTest
  @ValueSource(ints = {402, 403, 404})
  void tokenServiceThatGivesNoneForACatalog_isAPermanentFailure_thatSaysWhatHelps(int status) {
    server.script(
        request ->
            request.is("GET", "/token") ? Reply.error(status, "DENIED") : server.challenge());
    assertThatThrownBy(() -> repositories(Optional.empty()))
        .isInstanceOf(PermanentFailure.class)
        .isNotInstanceOf(Refusal.class)
        .hasMessageContaining(host())
        .hasMessageContaining("status " + status)
        .hasMessageContaining("srcImageList");
  }

  @Test
  void nothingToSee_isNotTakenForNothingToCopy() {
    catalog(catalog());
    assertThatThrownBy(() -> repositories(Optional.empty())).isInstanceOf(PermanentFailure.class);
    catalog(catalog("other/a"));
    assertThatThrownBy(() -> repositories(Optional.of("team")))
        .isInstanceOf(PermanentFailure.class)
        .hasMessageContaining(host() + "/team");
  }

  @Test
  void registryThatLetsAnybodyIn_isAskedWithTheLogin_becauseItMayShowMore() {
    server.script(
        request -> {
          if (request.target().equals("/v2/")) {
            return Reply.of(200);
          }
          return request.authorization().isPresent() ? catalog("closed", "open") : catalog("open");
        });
    assertThat(repositories(Optional.empty()))
        .containsExactly(host() + "/closed", host() + "/open");
  }

  @Test
  void outage_isATransientFailure() {
    catalog(Reply.of(502));
    assertThatThrownBy(() -> repositories(Optional.empty())).isInstanceOf(TransientFailure.class);
  }

  @Test
  void nameThatIsNone_isLeftOut() {
    catalog(catalog("good", "../etc", "Team/App"));
    try (LoggedLines log = new LoggedLines()) {
      assertThat(repositories(Optional.empty())).containsExactly(host() + "/good");
      assertThat(log.lines()).singleElement(STRING).contains("../etc", "2 of 3");
    }
  }

  @Test
  void namesOfWhichNoneIsOne_areAFailure() {
    catalog(catalog("../etc"));
    assertThatThrownBy(() -> repositories(Optional.empty()))
        .isInstanceOf(PermanentFailure.class)
        .hasMessageContaining("../etc");
  }

  @Test
  void catalog_isAskedForWithItsOwnScope() {
    server.script(
        request -> {
          if (request.is("GET", "/token")) {
            return Reply.of(200, "{\"token\":\"t\"}");
          }
          return request.authorization().isPresent() ? catalog("a") : server.challenge();
        });
    assertThat(repositories(Optional.empty())).hasSize(1);
    assertThat(server.requests("GET", "/token").getFirst().target())
        .endsWith("scope=registry%3Acatalog%3A*");
  }

  @Test
  void tokenServiceThatKnowsNoScopeOfACatalog_isAskedWithoutOne() {
    server.script(
        request -> {
          if (request.is("GET", "/token")) {
            return request.target().contains("scope=")
                ? Reply.of(400, "{\"error\":\"Unable to decode repository and actions\"}")
                : Reply.of(200, "{\"token\":\"t\"}");
          }
          return request.authorization().equals(Optional.of("Bearer t"))
              ? catalog("a")
              : server.challenge();
        });
    assertThat(repositories(Optional.empty())).containsExactly(host() + "/a");
  }

  @Test
  void publicRegistries_areNeverListed() {
    assertThatThrownBy(() -> Clients.anonymous().repositories())
        .isInstanceOf(PermanentFailure.class)
        .hasMessageContaining("srcImageList");
  }

  private String host() {
    return server.host().value();
  }

  private List<String> repositories(Optional<String> basePath) {
    SourceRegistry registry =
        new PrivateRegistry(
            Clients.registries(new PassingTime()),
            server.host(),
            basePath.map(RepositoryName::new),
            Optional.of(Clients.LOGIN));
    return registry.repositories().stream().map(Object::toString).toList();
  }

  private void catalog(Reply first) {
    server.script(
        request -> {
          if (request.target().equals("/v2/")) {
            return Reply.of(200);
          }
          return request.target().contains("last=") ? catalog("z") : first;
        });
  }

  private static Reply catalog(String... names) {
    String list = names.length == 0 ? "" : "\"" + String.join("\",\"", names) + "\"";
    return Reply.of(200, "{\"repositories\":[" + list + "]}");
  }
}
