package replicator.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import replicator.image.RegistryHost;
import replicator.registry.http.AddressPolicy;
import replicator.registry.http.Endpoint;

class RealmsTest {
  @ParameterizedTest(name = "{0} may send its login to {1}")
  @CsvSource({
    "docker.io, auth.docker.io",
    "quay.io, quay.io",
    "ghcr.io, ghcr.io",
    "public.ecr.aws, public.ecr.aws",
    "GHCR.io, ghcr.IO",
    "registry.example.com:5000, registry.example.com",
    "registry.example.com, auth.registry.example.com",
    "registry.gitlab.com, gitlab.com",
    "registry.example.com, auth.example.com",
    "registry.example.co.uk, auth.example.co.uk",
    "acme.azurecr.io, acme.azurecr.io",
    "10.1.2.3:5000, 10.1.2.3",
    "localhost:5000, localhost",
  })
  void ownRealm_maySeeTheLogin(String registry, String realm) {
    assertThat(maySee(registry, realm)).isTrue();
  }

  @ParameterizedTest(name = "{0} may not send its login to {1}")
  @CsvSource({
    "docker.io, auth.docker.io.evil.example",
    "docker.io, evil.example",
    "quay.io, auth.docker.io",
    "ghcr.io, evil.io",
    "registry.example.com, evil.com",
    "registry.example.com, evilexample.com",
    "registry.example.com, com",
    "example.com, other.com",
    "example.co.uk, evil.co.uk",
    "example.com.cn, evil.com.cn",
    "acme.azurecr.io, evil.azurecr.io",
    "acme.github.io, evil.github.io",
    "acme.s3.amazonaws.com, evil.s3.amazonaws.com",
    "10.1.2.3, 10.1.2.4",
    "10.1.2.3, 9.1.2.3",
    "registry, evil",
    "registry.local, evil.local",
  })
  void strangersRealm_mayNotSeeTheLogin(String registry, String realm) {
    assertThat(maySee(registry, realm)).isFalse();
  }

  static Stream<String> domainsOfManyOwners() {
    return Stream.of(
        """
            amazonaws.com amazonaws.com.cn on.aws awsapprunner.com cloudfront.net
            elasticbeanstalk.com azurecr.io azurewebsites.net azurefd.net azureedge.net windows.net
            azure.com cloudapp.net azurecontainerapps.io run.app web.app pkg.dev appspot.com
            googleapis.com cloudfunctions.net firebaseapp.com github.io githubusercontent.com
            gitlab.io jfrog.io cloudsmith.io cloudrepo.io herokuapp.com pages.dev workers.dev
            vercel.app netlify.app fly.dev onrender.com railway.app ondigitalocean.app
            digitaloceanspaces.com scw.cloud ovh.net aliyuncs.com myqcloud.com tencentcloudcr.com
            myhuaweicloud.com oraclecloud.com ocir.io icr.io ngrok.io ngrok.app ngrok-free.app
            trycloudflare.com loca.lt ts.net duckdns.org dyndns.org no-ip.org ddns.net nip.io
            sslip.io xip.io traefik.me
        """
            .trim()
            .split("\\s+"));
  }

  @ParameterizedTest
  @MethodSource("domainsOfManyOwners")
  void neighbourOnADomainOfManyOwners_mayNotSeeTheLogin(String domain) {
    assertThat(maySee("acme." + domain, "evil." + domain)).isFalse();
    assertThat(maySee("registry.acme." + domain, "evil.acme." + domain)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"Login.Example.org", "login.example.org:8443"})
  void realm_allowedByName_maySeeTheLoginOnThePortThatIsNamed(String allowed) {
    URI realm = URI.create("https://login.example.org:8443/token");
    URI other = URI.create("https://login.example.org:8444/token");
    Endpoint registry = endpoint("registry.example.com");
    assertThat(new Realms(Set.of(allowed)).maySee(realm, registry)).isTrue();
    assertThat(new Realms(Set.of(allowed)).maySee(other, registry))
        .isEqualTo(!allowed.contains(":"));
  }

  @Test
  void realm_allowedWithTheUsualPort_maySeeTheLogin() {
    Realms realms = new Realms(Set.of("login.example.org:443"));
    assertThat(realms.maySee(uri("login.example.org"), endpoint("registry.example.com"))).isTrue();
  }

  @Test
  void realm_allowedByName_maySeeTheLogin() {
    Realms realms = new Realms(Set.of("login.example.org"));
    assertThat(realms.maySee(uri("login.example.org"), endpoint("registry.example.com"))).isTrue();
    assertThat(realms.maySee(uri("x.login.example.org"), endpoint("registry.example.com")))
        .isFalse();
  }

  private static boolean maySee(String registry, String realm) {
    return new Realms(Set.of()).maySee(uri(realm), endpoint(registry));
  }

  private static URI uri(String host) {
    return URI.create("https://" + host + "/token");
  }

  private static Endpoint endpoint(String registry) {
    return Endpoint.of(new RegistryHost(registry), AddressPolicy.production());
  }
}
