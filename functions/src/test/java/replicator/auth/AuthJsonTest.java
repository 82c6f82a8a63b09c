package replicator.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import replicator.credential.Credential.Login;
import replicator.image.RegistryHost;

class AuthJsonTest {
  private static final RegistryHost HOST = new RegistryHost("registry.example.com:5000");

  @Test
  void a_login_is_user_and_password_in_base64_under_the_registry_s_host() {
    assertThat(AuthJson.of(Map.of(HOST, new Login("AWS", "secret"))))
        .isEqualTo("{\"auths\":{\"registry.example.com:5000\":{\"auth\":\"QVdTOnNlY3JldA==\"}}}");
  }

  @Test
  void registries_that_need_no_login_leave_an_empty_file_that_is_one_all_the_same() {
    assertThat(AuthJson.of(Map.of())).isEqualTo("{\"auths\":{}}");
  }

  @Property
  void whatever_a_login_consists_of_reaches_the_registry(
      @ForAll String username, @ForAll String password) throws JsonProcessingException {
    JsonNode file =
        new ObjectMapper().readTree(AuthJson.of(Map.of(HOST, new Login(username, password))));

    byte[] pair =
        Base64.getDecoder().decode(file.path("auths").path(HOST.value()).path("auth").asText());
    assertThat(pair).isEqualTo((username + ":" + password).getBytes(StandardCharsets.UTF_8));
  }
}
