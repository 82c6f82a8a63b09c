package replicator.wiring;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static replicator.settings.SampleSettings.publicWith;
import static replicator.settings.SampleSettings.with;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import replicator.aws.Answers;
import replicator.concurrent.PassingTime;
import replicator.credential.Credential.AccessKey;
import replicator.credential.CredentialStore;
import replicator.ecr.EcrClients;
import replicator.failure.InvalidParameter;
import replicator.settings.RegistryTrust;
import replicator.settings.Settings;
import replicator.ssm.FakeSsm;
import software.amazon.awssdk.services.ssm.model.ParameterType;

class SidesTest {
  private static final CredentialStore KEYS = name -> new AccessKey("AKID", "TOPSECRET");

  static Settings[] withCredential() {
    return new Settings[] {
      publicWith("srcCredential", "drh-credentials"),
      with(
          "sourceType", "Private",
          "srcRegistry", "registry.example.com",
          "srcCredential", "drh-credentials")
    };
  }

  @ParameterizedTest
  @MethodSource("withCredential")
  void an_access_key_is_no_login_of_a_registry_that_is_none_of_amazon_s(Settings settings) {
    Sides sides = sides(settings, new RegistryTrust(Optional.empty(), Set.of()));

    assertThatThrownBy(sides::source)
        .isInstanceOf(InvalidParameter.class)
        .hasMessageStartingWith("srcCredential is \"drh-credentials\": expected the name of a")
        .hasMessageContaining("username and password")
        .hasMessageNotContaining("TOPSECRET");
    assertThatThrownBy(() -> sides.logins().get())
        .isInstanceOf(InvalidParameter.class)
        .hasMessageStartingWith("srcCredential is \"drh-credentials\"");
  }

  @Test
  void certificates_that_are_not_there_are_missed_before_any_registry_is_asked() {
    Sides sides = sides(publicWith(), new RegistryTrust(Optional.of("/team/ca"), Set.of()));

    assertThatThrownBy(sides::source)
        .isInstanceOf(InvalidParameter.class)
        .hasMessageStartingWith("srcRegistryCa is \"/team/ca\": expected")
        .hasMessageEndingWith("there is none");
  }

  @Test
  void certificates_that_may_not_be_read_are_told_with_their_parameter() {
    Sides sides =
        sides(
            publicWith(),
            new RegistryTrust(Optional.of("/team/ca"), Set.of()),
            FakeSsm.failing(Answers.denied("ssm:GetParameter")));

    assertThatThrownBy(sides::source)
        .isInstanceOf(InvalidParameter.class)
        .hasMessageStartingWith("srcRegistryCa is \"/team/ca\": expected")
        .hasMessageContaining("ssm:GetParameter on /team/ca was refused");
  }

  @Test
  void a_secret_that_is_given_as_the_certificates_is_refused_and_not_quoted() {
    FakeSsm ssm = FakeSsm.of(ParameterType.SECURE_STRING, "TOPSECRET");
    Sides sides = sides(publicWith(), new RegistryTrust(Optional.of("/team/ca"), Set.of()), ssm);

    assertThatThrownBy(sides::source)
        .isInstanceOf(InvalidParameter.class)
        .hasMessageStartingWith("srcRegistryCa is \"/team/ca\": expected")
        .hasMessageContaining("/team/ca is a SecureString")
        .hasMessageNotContaining("TOPSECRET");
  }

  static Sides sides(Settings settings, RegistryTrust trust) {
    return sides(settings, trust, FakeSsm.empty());
  }

  private static Sides sides(Settings settings, RegistryTrust trust, FakeSsm ssm) {
    EcrClients ecr =
        new EcrClients(
            KEYS,
            () -> {
              throw new AssertionError("no role is to be assumed");
            });
    return new Sides(settings, ecr, KEYS, trust, ssm, new PassingTime());
  }
}
