package replicator.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLSession;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import replicator.Accepted;
import replicator.failure.PermanentFailure;
import replicator.image.RegistryHost;
import replicator.registry.http.AddressPolicy;
import replicator.registry.http.Endpoint;
import replicator.registry.http.RegistryRequest;

class NextPageTest {
  private static final Endpoint REGISTRY =
      Endpoint.of(new RegistryHost("registry.example.com:5000"), AddressPolicy.production());
  private static final RegistryRequest PAGE =
      new RegistryRequest(
          REGISTRY, "GET", REGISTRY.uri("/v2/a/tags/list"), Optional.empty(), "*/*", 1);

  @Property
  void anyLink_staysOnItsHost_orIsRefused(@ForAll("links") String link) {
    Optional<RegistryRequest> next = next(link);
    Accepted.sometimes(next.isPresent());
    next.ifPresent(
        page ->
            assertThat(page.uri())
                .hasScheme("https")
                .hasHost("registry.example.com")
                .hasPort(5000)
                .hasNoUserInfo());
  }

  private static Optional<RegistryRequest> next(String link) {
    try {
      return NextPage.of(PAGE, answer("<" + link + ">; rel=\"next\""));
    } catch (PermanentFailure e) {
      return Optional.empty();
    }
  }

  @Example
  void pathThatBeginsWithTwoSlashes_namesNoOtherHost() {
    String link = "<https://registry.example.com:5000//evil.example/x>; rel=\"next\"";
    assertThat(NextPage.of(PAGE, answer(link)).orElseThrow().uri())
        .isEqualTo(URI.create("https://registry.example.com:5000//evil.example/x"));
  }

  /** RFC 8288: names without regard to case, several relations in one. */
  @Example
  void everyWayToWriteNext_isUnderstood_andOtherRelationsAreNot() {
    assertThat(
            Stream.of(
                "rel=next",
                "rel=\"next\"",
                "REL=\"Next\"",
                "rel=\"last next\"",
                "a=b; rel = next; c=d"))
        .allMatch(relation -> NextPage.of(PAGE, answer("</v2/p>; " + relation)).isPresent());
    assertThat(Stream.of("rel=nextpage", "rel=\"prev\"", "rel=\"not-next\"", "title=next"))
        .noneMatch(relation -> NextPage.of(PAGE, answer("</v2/p>; " + relation)).isPresent());
  }

  @Example
  void linkAsLongAsMayBe_isReadInTime_whateverItHolds() {
    String link = "<".repeat(2_700) + ">;rel=\"" + " next".repeat(1_097);
    assertTimeoutPreemptively(
        Duration.ofSeconds(20), () -> assertThat(NextPage.of(PAGE, answer(link))).isEmpty());
  }

  /** What made the pattern work for minutes. */
  @Example
  void linkThatIsLongerThanAny_isRefused() {
    String link = "</v2/a/tags/list?last=b>; rel=\"next\"";
    assertThat(NextPage.of(PAGE, answer(link))).isPresent();
    assertThatThrownBy(() -> NextPage.of(PAGE, answer("<".repeat(8_192) + link)))
        .isInstanceOf(PermanentFailure.class)
        .hasMessageContaining("more than 8192 characters");
  }

  @Provide
  Arbitrary<String> links() {
    Arbitrary<String> own = Arbitraries.of("", "https://registry.example.com:5000");
    Arbitrary<String> parts =
        Arbitraries.of(
            "//",
            "/",
            "https://",
            "http:",
            "registry.example.com",
            ":5000",
            "evil.example",
            "@",
            "..",
            "?n=1",
            "#",
            "\\",
            "%2f",
            " ",
            "a",
            "v2",
            "[::1]",
            "mailto:");
    return Arbitraries.oneOf(
        Combinators.combine(own, parts.list().ofMaxSize(5))
            .as((start, list) -> start + String.join("", list)),
        Arbitraries.strings());
  }

  private static HttpResponse<byte[]> answer(String link) {
    return new HttpResponse<>() {
      @Override
      public int statusCode() {
        return 200;
      }

      @Override
      public HttpRequest request() {
        return HttpRequest.newBuilder(uri()).build();
      }

      @Override
      public Optional<HttpResponse<byte[]>> previousResponse() {
        return Optional.empty();
      }

      @Override
      public HttpHeaders headers() {
        return HttpHeaders.of(Map.of("Link", List.of(link)), (name, value) -> true);
      }

      @Override
      public byte[] body() {
        return new byte[0];
      }

      @Override
      public Optional<SSLSession> sslSession() {
        return Optional.empty();
      }

      @Override
      public URI uri() {
        return PAGE.uri();
      }

      @Override
      public HttpClient.Version version() {
        return HttpClient.Version.HTTP_1_1;
      }
    };
  }
}
