package replicator.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import replicator.concurrent.PassingTime;
import replicator.failure.InvalidParameter;
import replicator.failure.PermanentFailure;
import replicator.image.RegistryHost;
import replicator.image.Repository;
import replicator.image.RepositoryName;
import replicator.registry.http.AddressPolicy;
import replicator.source.SourceImages;
import replicator.source.SourceRegistry;

/** A registry whose certificate, for localhost, no usual authority has signed. */
class TrustedCertificatesTest {
  private static final String PASSWORD = "changeit";
  private static final String LOCALHOST = "SAN=dns:localhost";

  @TempDir static Path directory;
  private static StandIn server;
  private static String certificate;

  @BeforeAll
  static void start() throws IOException, InterruptedException, GeneralSecurityException {
    keytool("key", "-genkeypair", "-keyalg", "EC", "-dname", "CN=test", "-ext", LOCALHOST);
    certificate = keytool("key", "-exportcert", "-rfc");
    server = serve();
  }

  /** With the certificate that the key has by then. */
  private static StandIn serve() throws IOException, GeneralSecurityException {
    HttpsServer https =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    https.setHttpsConfigurator(new HttpsConfigurator(context(directory.resolve("key.p12"))));
    return new StandIn(
        https,
        request ->
            request.method().equals("HEAD") ? Reply.digest(Clients.DIGEST.value()) : Reply.of(200));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void certificateOfNobody_isNotTrusted_andNothingIsAsked() {
    int before = server.requests().size();
    assertThatThrownBy(() -> ask(Optional.empty(), server.otherName()))
        .isInstanceOf(PermanentFailure.class)
        .hasMessageContaining("certificate of localhost is not trusted");
    assertThat(server.requests()).hasSize(before);
  }

  @Test
  void privateCa_isTrustedWhereItIsGiven_butNotForAnotherName() {
    assertThat(ask(ca(certificate), server.otherName()))
        .isEqualTo(Clients.whole(Clients.ONE, "v1"));
    assertThatThrownBy(() -> ask(ca(certificate), server.host()))
        .isInstanceOf(PermanentFailure.class)
        .hasMessageContaining("127.0.0.1")
        .hasMessageContaining("is for another name");
  }

  @ParameterizedTest
  @CsvSource({"-10d, has expired", "+10d, is not valid yet"})
  void certificateOfAnotherTime_isNotCalledUntrusted(String from, String said)
      throws IOException, InterruptedException, GeneralSecurityException {
    String authority = "authority" + from;
    String request = directory.resolve("request").toString();
    Path chain = directory.resolve("chain");
    keytool(authority, "-genkeypair", "-keyalg", "EC", "-dname", "CN=team", "-ext", "bc:c");
    String ca = keytool(authority, "-exportcert", "-rfc");
    keytool("key", "-certreq", "-file", request);
    String signed =
        keytool(
            authority,
            "-gencert",
            "-rfc",
            "-infile",
            request,
            "-ext",
            LOCALHOST,
            "-startdate",
            from,
            "-validity",
            "2");
    Files.writeString(chain, signed + ca);
    keytool("key", "-importcert", "-noprompt", "-file", chain.toString());
    try (StandIn dated = serve()) {
      assertThatThrownBy(() -> ask(ca(ca), dated.otherName()))
          .isInstanceOf(PermanentFailure.class)
          .hasMessageContaining("certificate of localhost " + said);
    }
  }

  @Test
  void privateCa_isBesideTheUsualOnes() {
    assertThat(TrustedCertificates.anchors(ca(certificate)))
        .hasSize(TrustedCertificates.anchors(Optional.empty()).size() + 1);
  }

  @Test
  void privateCaThatIsNoCertificate_isNamed() {
    for (String pem : new String[] {"", "nonsense", certificate.substring(0, 200)}) {
      assertThatThrownBy(() -> ask(ca(pem), server.otherName()))
          .isInstanceOf(InvalidParameter.class)
          .hasMessage(
              "srcRegistryCa is \"team-ca\": expected the name of an SSM parameter with"
                  + " certificates in PEM; what stands there is none");
    }
  }

  @Test
  void production_refusesTheLoopbackAddressAltogether() {
    Registries registries =
        new Registries(
            AddressPolicy.production(),
            Clients.LIMITS,
            Optional.empty(),
            Set.of(),
            new PassingTime());
    SourceRegistry registry = new PublicRegistries(registries, Optional.empty());
    assertThatThrownBy(() -> registry.images(repository(server.otherName()), Clients.ONE))
        .isInstanceOf(PermanentFailure.class)
        .hasMessageContaining("loopback");
  }

  private static Optional<PrivateCa> ca(String pem) {
    return Optional.of(new PrivateCa("team-ca", pem));
  }

  private static SourceImages ask(Optional<PrivateCa> privateCa, RegistryHost host) {
    Registries registries =
        new Registries(
            AddressPolicy.loopbackToo(), Clients.LIMITS, privateCa, Set.of(), new PassingTime());
    return new PublicRegistries(registries, Optional.empty()).images(repository(host), Clients.ONE);
  }

  private static Repository repository(RegistryHost host) {
    return new Repository(host, new RepositoryName("app"));
  }

  private static String keytool(String alias, String... arguments)
      throws IOException, InterruptedException {
    ProcessBuilder keytool =
        new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    keytool.command().addAll(List.of(arguments));
    keytool
        .command()
        .addAll(
            List.of(
                "-alias",
                alias,
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                directory.resolve(alias + ".p12").toString()));
    Process process = keytool.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    assertThat(process.waitFor()).isZero();
    return output;
  }

  private static SSLContext context(Path keys) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keys)) {
      store.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(store, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }
}
