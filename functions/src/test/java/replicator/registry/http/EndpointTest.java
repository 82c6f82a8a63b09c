package replicator.registry.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import replicator.failure.PermanentFailure;
import replicator.image.RegistryHost;

class EndpointTest {
  @ParameterizedTest
  @CsvSource({
    "docker.io, https://registry-1.docker.io/v2/",
    "index.docker.io, https://registry-1.docker.io/v2/",
    "quay.io, https://quay.io/v2/",
    "registry.example.com:5000, https://registry.example.com:5000/v2/",
  })
  void registry_answersAt(String registry, String uri) {
    assertThat(endpoint(registry).uri("/v2/")).isEqualTo(URI.create(uri));
  }

  @Test
  void own_isSchemeHostAndPort() {
    Endpoint endpoint = endpoint("registry.example.com");
    assertThat(endpoint.owns(URI.create("https://REGISTRY.example.com:443/x"))).isTrue();
    assertThat(endpoint.owns(URI.create("http://registry.example.com/x"))).isFalse();
    assertThat(endpoint.owns(URI.create("https://registry.example.com:444/x"))).isFalse();
    assertThat(endpoint.owns(URI.create("https://example.com/x"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"registry.example.com:99999", "1.2.3.4.5"})
  void hostThatCannotBeCalled_isSaid(String registry) {
    assertThatThrownBy(() -> endpoint(registry))
        .isInstanceOf(PermanentFailure.class)
        .hasMessageContaining(registry);
  }

  private static Endpoint endpoint(String registry) {
    return Endpoint.of(new RegistryHost(registry), AddressPolicy.production());
  }
}
