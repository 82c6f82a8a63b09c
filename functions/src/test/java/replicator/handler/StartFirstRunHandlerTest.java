package replicator.handler;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.inject.Provider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import replicator.cloudformation.CustomResourceAnswer;
import replicator.failure.InvalidParameter;
import replicator.failure.TransientFailure;
import replicator.replication.StackLife;
import replicator.replication.World;
import replicator.run.Executions;
import replicator.settings.Settings;

@Timeout(30)
class StartFirstRunHandlerTest {
  private final World world = new World();
  private final List<String> answers = new ArrayList<>();
  private final HttpClient client = HttpClient.newHttpClient();
  private int status = 200;
  private Provider<Settings> parameters = () -> EnteredRun.SETTINGS;
  private HttpServer cloudFormation;

  @BeforeEach
  void listen() throws IOException {
    cloudFormation =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    cloudFormation.createContext("/", this::receive);
    cloudFormation.start();
  }

  @AfterEach
  void close() {
    cloudFormation.stop(0);
    client.close();
  }

  @Test
  void a_new_stack_starts_its_first_run_and_is_done() throws JsonProcessingException {
    handle("Create", world.executions);

    assertThat(world.executions.started())
        .containsOnlyKeys("deployment-6b2b1d1e-3f0a-4b7a-9d53-0c5c2f6f3a10");
    assertThat(answer().path("Status").asText()).isEqualTo("SUCCESS");
  }

  @Test
  void a_stack_whose_parameters_cannot_be_meant_is_not_made_and_can_be_deleted()
      throws JsonProcessingException {
    parameters =
        () -> {
          throw new InvalidParameter("destPrefix", "", "a prefix");
        };

    handle("Create", world.executions);
    assertThat(answer().path("Status").asText()).isEqualTo("FAILED");
    assertThat(answer().path("Reason").asText()).contains("destPrefix is \"\": expected a prefix");
    assertThat(world.executions.started()).isEmpty();

    answers.clear();
    handle("Delete", world.executions);
    assertThat(answer().path("Status").asText()).isEqualTo("SUCCESS");
  }

  @Test
  void a_changed_stack_starts_a_run() throws JsonProcessingException {
    handle("Update", world.executions);

    assertThat(world.executions.running()).hasSize(1);
    assertThat(answer().path("Status").asText()).isEqualTo("SUCCESS");
  }

  @Test
  void a_deleted_stack_starts_nothing_and_is_done_when_nothing_runs()
      throws JsonProcessingException {
    handle("Delete", world.executions);

    assertThat(world.executions.started()).isEmpty();
    assertThat(answer().path("Status").asText()).isEqualTo("SUCCESS");
  }

  @Test
  void a_deleted_stack_whose_runs_do_not_stop_in_time_is_answered_before_the_function_ends()
      throws JsonProcessingException {
    Instant begun = world.time.instant();
    Duration callAndAnswer = Duration.ofMinutes(2).plusSeconds(30);

    handle("Delete", new Stubborn());

    assertThat(answer().path("Status").asText()).isEqualTo("FAILED");
    assertThat(answer().path("Reason").asText())
        .isEqualTo("something is still running (runs: 1, tasks: 0); delete the stack again");
    assertThat(Duration.between(begun, world.time.instant()))
        .isBetween(Duration.ofMinutes(2), FiveMinutes.LENGTH.minus(callAndAnswer));
  }

  @Test
  void a_run_that_cannot_be_started_is_answered_with_its_reason_or_the_stack_would_hang()
      throws JsonProcessingException {
    handle("Create", new Stubborn());

    assertThat(answer().path("Status").asText()).isEqualTo("FAILED");
    assertThat(answer().path("Reason").asText()).isEqualTo("Step Functions does not answer");
  }

  @Test
  void an_answer_that_is_not_taken_fails_the_function_so_that_it_is_called_again() {
    status = 503;

    assertThatThrownBy(() -> handle("Create", world.executions))
        .isInstanceOf(TransientFailure.class);
    assertThat(answers).hasSize(1);

    status = 200;
    handle("Create", world.executions);
    assertThat(answers).hasSize(2);
    assertThat(world.executions.started()).hasSize(1);
  }

  private void handle(String type, Executions executions) {
    Map<String, Object> event = Events.read("start-first-run");
    event.put("RequestType", type);
    event.put(
        "ResponseURL",
        "http://%s:%d/stack?X-Amz-Signature=EXAMPLE"
            .formatted(
                cloudFormation.getAddress().getHostString(),
                cloudFormation.getAddress().getPort()));
    new StartFirstRunHandler(
            Events.JSON,
            parameters,
            () -> new StackLife(executions, world.tasks, world.time),
            () -> new CustomResourceAnswer(client))
        .handleRequest(event, new FiveMinutes());
  }

  /** An execution that never ends, and no other. */
  private record Stubborn() implements Executions {
    @Override
    public boolean isRunning(String execution) {
      return true;
    }

    @Override
    public List<String> running() {
      return List.of("one");
    }

    @Override
    public void start(String name, String input) {
      throw new TransientFailure("Step Functions does not answer");
    }

    @Override
    public void stop(String execution, String cause) {}
  }

  private void receive(HttpExchange exchange) throws IOException {
    answers.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  private JsonNode answer() throws JsonProcessingException {
    return Events.JSON.readTree(answers.getLast());
  }
}
