package replicator.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ChallengesTest {
  @Test
  void bearer_ofDockerHub_isRead() {
    String header =
        "Bearer realm=\"https://auth.docker.io/token\",service=\"registry.docker.io\","
            + "scope=\"repository:library/ubuntu:pull,push\"";
    assertThat(Challenges.parse(header))
        .containsExactly(
            new Challenge(
                "bearer",
                Map.of(
                    "realm", "https://auth.docker.io/token",
                    "service", "registry.docker.io",
                    "scope", "repository:library/ubuntu:pull,push")));
  }

  @Test
  void severalChallenges_inOneHeader_areAllRead() {
    assertThat(Challenges.parse("Negotiate, Basic realm=\"a, b\" , BEARER Realm = https"))
        .containsExactly(
            new Challenge("negotiate", Map.of()),
            new Challenge("basic", Map.of("realm", "a, b")),
            new Challenge("bearer", Map.of("realm", "https")));
  }

  @Test
  void escapedQuotes_areUnescaped() {
    assertThat(Challenges.parse("Basic realm=\"a \\\"b\\\" \\\\ c\""))
        .containsExactly(new Challenge("basic", Map.of("realm", "a \"b\" \\ c")));
  }

  @Test
  void bearer_isPreferredToBasic_wherePossible() {
    assertThat(Challenges.best(headers("Basic realm=\"x\"", "Bearer realm=\"https://x/token\"")))
        .get()
        .matches(Challenge::isBearer);
    assertThat(Challenges.best(headers("Bearer service=\"without realm\"", "Basic realm=\"x\"")))
        .get()
        .matches(Challenge::isBasic);
  }

  @Test
  void unknownSchemes_andHugeHeaders_areNoChallenge() {
    assertThat(Challenges.best(headers("Negotiate abc=="))).isEmpty();
    assertThat(Challenges.best(headers("Basic realm=\"" + "x".repeat(9000) + "\""))).isEmpty();
  }

  @Property
  void anyText_isReadWithoutAnException(@ForAll String header) {
    assertThat(Challenges.parse(header)).doesNotContainNull();
    assertThat(Challenges.parse("Bearer " + header)).isNotEmpty();
  }

  private static HttpHeaders headers(String... values) {
    return HttpHeaders.of(Map.of("WWW-Authenticate", List.of(values)), (name, value) -> true);
  }
}
