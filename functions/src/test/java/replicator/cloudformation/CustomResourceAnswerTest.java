package replicator.cloudformation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import replicator.failure.TransientFailure;

/** Against a server where CloudFormation has the object store of the pre-signed address. */
@Timeout(30)
class CustomResourceAnswerTest {
  private record Received(String method, String address, Headers headers, String body) {}

  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<Received> received = new ArrayList<>();
  private final HttpClient client = HttpClient.newHttpClient();
  private final CustomResourceAnswer answer = new CustomResourceAnswer(client);
  private volatile int status = 200;
  private HttpServer store;

  @BeforeEach
  void open() throws IOException {
    store = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    store.createContext("/", this::receive);
    store.start();
  }

  @AfterEach
  void close() {
    store.stop(0);
    client.close();
  }

  @Test
  void success_is_put_to_the_address_of_the_request_as_it_stands() throws IOException {
    answer.succeeded(request());

    assertThat(received)
        .singleElement()
        .satisfies(
            put -> assertThat(put.method()).isEqualTo("PUT"),
            put ->
                assertThat(put.address())
                    .isEqualTo("/arn%3Aaws%3Acloudformation%3Astack/mirror?X-Amz-Signature=a%2Fb"));
    assertThat(JSON.readTree(received.getFirst().body()))
        .isEqualTo(
            JSON.readTree(
                """
                {
                  "Status": "SUCCESS",
                  "PhysicalResourceId": "FirstRun",
                  "StackId": "arn:aws:cloudformation:eu-west-1:123456789012:stack/mirror/6f1c",
                  "RequestId": "3a1b",
                  "LogicalResourceId": "FirstRun"
                }
                """));
  }

  @Test
  void failure_names_its_reason() throws IOException {
    answer.failed(request(), "the workflow \"mirror\" is gone");

    JsonNode body = body();
    assertThat(body.path("Status").asText()).isEqualTo("FAILED");
    assertThat(body.path("Reason").asText()).isEqualTo("the workflow \"mirror\" is gone");
    assertThat(body.path("PhysicalResourceId").asText()).isEqualTo("FirstRun");
  }

  /** The signature of the address covers a content type of nothing. */
  @Test
  void no_content_type_is_sent_since_the_address_is_signed_without_one() {
    answer.succeeded(request());

    assertThat(received.getFirst().headers().keySet())
        .map(name -> name.toLowerCase(Locale.ROOT))
        .contains("content-length")
        .doesNotContain("content-type", "transfer-encoding", "expect");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "ü", "語", "🚢", "\"", "\\", "x\n", "\u0001", "a🚢"})
  void an_answer_with_a_long_reason_takes_4096_bytes_at_most_and_is_whole_json(String character)
      throws IOException {
    String reason = character.repeat(20_000);

    answer.failed(request(), reason);

    assertThat(received.getFirst().body().getBytes(UTF_8).length).isBetween(4096 - 12, 4096);
    String told = body().path("Reason").asText();
    assertThat(reason).startsWith(told);
    assertThat(told.length() % character.length()).isBetween(0, 1);
    assertThat(told).doesNotContain("\ufffd").isEqualTo(new String(told.getBytes(UTF_8), UTF_8));
  }

  @Test
  void a_reason_that_just_fits_is_not_cut() throws IOException {
    answer.failed(request(), "");
    int room =
        4096 - received.getFirst().body().getBytes(UTF_8).length + "no reason is known".length();
    received.clear();

    answer.failed(request(), "r".repeat(room));
    assertThat(body().path("Reason").asText()).hasSize(room);
    received.clear();

    answer.failed(request(), "r".repeat(room + 1));
    assertThat(body().path("Reason").asText()).hasSize(room);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \n"})
  void a_failure_without_a_reason_says_so_since_cloudformation_wants_one(String reason)
      throws IOException {
    answer.failed(request(), reason);

    assertThat(body().path("Reason").asText()).isEqualTo("no reason is known");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 500, 503})
  void an_answer_that_is_refused_is_to_be_tried_again(int refusal) {
    status = refusal;

    assertThatThrownBy(() -> answer.succeeded(request()))
        .isInstanceOf(TransientFailure.class)
        .hasMessage("CloudFormation answered %d to the custom resource".formatted(refusal));

    status = 200;
    assertThatNoException().isThrownBy(() -> answer.succeeded(request()));
  }

  @Test
  void an_answer_that_nobody_takes_is_to_be_tried_again() {
    CustomResourceRequest request = request();
    store.stop(0);

    assertThatThrownBy(() -> answer.succeeded(request))
        .isInstanceOf(TransientFailure.class)
        .hasMessageNotContaining("X-Amz-Signature");
  }

  @Test
  void an_interruption_is_a_passing_failure_and_is_handed_on() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> answer.succeeded(request())).isInstanceOf(TransientFailure.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  private void receive(HttpExchange exchange) throws IOException {
    received.add(
        new Received(
            exchange.getRequestMethod(),
            exchange.getRequestURI().toString(),
            exchange.getRequestHeaders(),
            new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  private JsonNode body() throws IOException {
    return JSON.readTree(received.getLast().body());
  }

  private CustomResourceRequest request() {
    try {
      return CustomResourceRequest.of(
          JSON.readTree(
              """
              {
                "RequestType": "Create",
                "ResponseURL": "http://%s:%d/arn%%3Aaws%%3Acloudformation%%3Astack/mirror?X-Amz-Signature=a%%2Fb",
                "StackId": "arn:aws:cloudformation:eu-west-1:123456789012:stack/mirror/6f1c",
                "RequestId": "3a1b",
                "ResourceType": "Custom::FirstRun",
                "LogicalResourceId": "FirstRun"
              }
              """
                  .formatted(store.getAddress().getHostString(), store.getAddress().getPort())));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
