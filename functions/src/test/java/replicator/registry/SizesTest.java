package replicator.registry;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static replicator.registry.Clients.ONE;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import replicator.failure.PermanentFailure;
import replicator.failure.TransientFailure;

/** What a registry may answer at most; ManifestsTest and PagedListTest have manifests and lists. */
class SizesTest {
  private static final String LONG = "x".repeat((64 << 10) + 1);

  private final StandIn registry = new StandIn(request -> Reply.of(500));

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void tokenAnswer_ofMoreThan64Kibibytes_isRefused() {
    registry.script(
        request ->
            request.is("GET", "/token")
                ? Reply.of(200, "{\"token\":\"" + LONG + "\"}")
                : registry.challenge());
    assertThatThrownBy(() -> Clients.anonymous().images(registry.repository("app"), ONE))
        .isInstanceOf(PermanentFailure.class)
        .hasMessageContaining("more than 65536 bytes");
  }

  @Test
  void greeting_ofMoreThan64Kibibytes_isRefused() {
    registry.script(request -> Reply.of(200, LONG));
    assertThatThrownBy(() -> Clients.anonymous().images(registry.repository("app"), ONE))
        .isInstanceOf(PermanentFailure.class)
        .hasMessageContaining("more than 65536 bytes");
  }

  @Test
  void headers_ofMoreThan384Kibibytes_areNotRead() {
    registry.script(request -> Reply.of(200).with("X-Large", "x".repeat(384 << 10)));
    assertThatThrownBy(() -> Clients.anonymous().images(registry.repository("app"), ONE))
        .isInstanceOf(TransientFailure.class)
        .hasMessageContaining(registry.host().value());
  }
}
