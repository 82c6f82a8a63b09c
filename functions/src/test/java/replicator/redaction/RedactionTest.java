package replicator.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
  private static final String SECRET = "c2VjcmV0OnRoYXQtbm9ib2R5LW1heS1yZWFk";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Authorization: Basic %s",
        "authorization=Bearer %s",
        "{\"Authorization\": \"Bearer %s\"}",
        "Proxy-Authorization: Negotiate %s",
        "Authorization: AWS4-HMAC-SHA256 Credential=x/20261124/eu-west-1/ecr/aws4_request,"
            + " SignedHeaders=host, Signature=%s",
        "sent Bearer %s to the registry",
        "{\"auths\":{\"quay.io\":{\"auth\":\"%s\"}}}",
        "the secret holds {\\\"auth\\\":\\\"%s\\\"}",
        "{\"username\":\"u\",\"password\":\"%s\"}",
        "{\"access_key_id\":\"x\", \"secret_access_key\" : \"%s\"}",
        "{\"token\":\"%s\",\"expires_in\":300}",
        "{\"password\":\"a\\\"%s\"}",
        "{\"password\":\"\\\\%s\"}",
        "{\"password\":\"\\u00e9%s\"}",
        "{\\\"password\\\":\\\"a\\\\\\\"%s\\\"}",
        "{\\\"password\\\":\\\"\\\\\\\\%s\\\"}",
        "{\\\"password\\\":\\\"\\\\u00e9%s\\\"}",
        "{\\\"password\\\":\\\"\\u00e9%s\\\"}",
        "GET https://auth.example/token?service=x&access_token=%s&scope=y",
        "PUT https://bucket.example/key?X-Amz-Date=1&X-Amz-Signature=%s",
        "https://user:%s@registry.example/v2/"
      })
  void credential_inAKnownForm_isGone(String form) {
    String text = form.formatted(SECRET);
    assertThat(Redaction.of(text)).doesNotContain(SECRET).contains("[redacted]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "registry.example asks for Basic authentication, and there is no credential",
        "Www-Authenticate: Bearer"
            + " realm=\"https://auth.example/token\",service=\"registry.example\"",
        "copied quay.io/coreos/etcd:v3 in 4 s",
        "https://registry.example:5000/v2/library/ubuntu/manifests/latest answered 404",
        "srcCredential is 'drh-credentials'; the name of an SSM parameter would be right"
      })
  void text_withoutCredential_stays(String text) {
    assertThat(Redaction.of(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"AKIAIOSFODNN7EXAMPLE", "ASIAIOSFODNN7EXAMPLE"})
  void accessKey_isShortened(String key) {
    assertThat(Redaction.of("the key " + key + " is unknown")).doesNotContain(key);
  }
}
