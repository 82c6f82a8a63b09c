package replicator.registry;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static replicator.registry.Clients.EVERY;
import static replicator.registry.Clients.LOGIN;
import static replicator.registry.Clients.LOGIN_HEADER;
import static replicator.registry.Clients.ONE;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import replicator.concurrent.PassingTime;
import replicator.registry.StandIn.Request;
import replicator.selection.TagChoice;
import replicator.source.SourceImages;

/** A registry that fails in each way, and sends back what it was sent where it can. */
class SecretsTest {
  private static final String TOKEN = "registry-token-secret";
  private static final List<String> SECRETS =
      List.of(LOGIN.password(), LOGIN_HEADER.substring(6), TOKEN, "signed-secret");

  private final LoggedLines log = new LoggedLines();
  private final StandIn server = new StandIn(request -> Reply.of(500));

  @AfterEach
  void stop() {
    server.close();
    log.close();
  }

  record Failing(String name, Function<Request, Reply> script) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Failing> failures() {
    List<Failing> failures = new ArrayList<>();
    for (int status : new int[] {200, 400, 401, 403, 404, 418, 429, 500, 503}) {
      failures.add(
          new Failing(
              "status " + status,
              request ->
                  Reply.of(status, request.authorization().orElse(""))
                      .with("X-Sent", request.authorization().orElse("none"))));
    }
    for (String place :
        new String[] {
          "https://nowhere.invalid/signed-secret?X-Amz-Signature=signed-secret",
          "http://signed-secret@127.0.0.1/x",
          "http://127.0.0.1:1/x?token=signed-secret",
          "/x?token=signed-secret",
          "http://[signed-secret",
        }) {
      failures.add(
          new Failing("redirect to " + place, request -> Reply.of(307).with("Location", place)));
      failures.add(
          new Failing(
              "next page at " + place,
              request -> Reply.tags("a").with("Link", "<" + place + ">; rel=\"next\"")));
    }
    failures.add(new Failing("cut", request -> Reply.tags("a").cutShort()));
    failures.add(new Failing("huge", request -> Reply.of(200, "x".repeat((16 << 20) + 1))));
    return failures;
  }

  @ParameterizedTest
  @MethodSource("failures")
  void failure_tellsNoSecret_withBasic(Failing failing) {
    server.script(
        request ->
            request.authorization().isEmpty()
                ? Reply.of(401).with("WWW-Authenticate", "Basic realm=\"x\"")
                : failing.script().apply(request));
    assertSilent(ONE, EVERY);
  }

  @ParameterizedTest
  @MethodSource("failures")
  void failure_tellsNoSecret_withBearer(Failing failing) {
    String realm = "http://" + server.host() + "/token?x=signed-secret";
    server.script(
        request -> {
          if (request.is("GET", "/token")) {
            return Reply.of(200, "{\"token\":\"" + TOKEN + "\"}");
          }
          return request.authorization().isEmpty()
              ? Reply.bearer(realm)
              : failing.script().apply(request);
        });
    assertSilent(ONE, EVERY);
  }

  @ParameterizedTest
  @MethodSource("failures")
  void failureOfTheTokenService_tellsNoSecret(Failing failing) {
    String realm = "http://" + server.host() + "/token?x=signed-secret";
    server.script(
        request ->
            request.is("GET", "/token") ? failing.script().apply(request) : Reply.bearer(realm));
    assertSilent(ONE);
  }

  @Test
  void valuesThatHoldSecrets_doNotPrintThem() {
    assertThat(new Token(TOKEN, new PassingTime().instant()).toString()).doesNotContain(TOKEN);
    assertThat(LOGIN.toString()).doesNotContain(LOGIN.password());
  }

  private void assertSilent(TagChoice... choices) {
    String told = Stream.of(choices).map(this::told).collect(joining());
    assertThat(told).isNotEmpty().doesNotContain(SECRETS);
    assertThat(String.join("\n", log.lines())).doesNotContain(SECRETS);
  }

  /** What goes on to tables, mails and logs. */
  private String told(TagChoice choice) {
    PrivateRegistry registry =
        new PrivateRegistry(
            Clients.registries(new PassingTime()),
            server.host(),
            Optional.empty(),
            Optional.of(LOGIN));
    try {
      return refusals(registry.images(server.repository("app"), choice));
    } catch (RuntimeException e) {
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace));
      return trace.toString();
    }
  }

  private static String refusals(SourceImages answer) {
    return Stream.concat(answer.refused().values().stream(), answer.unlisted().stream())
        .collect(joining("\n"));
  }
}
