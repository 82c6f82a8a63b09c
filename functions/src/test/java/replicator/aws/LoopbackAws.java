package replicator.aws;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An endpoint on this machine, which clients find as they find the one of AWS_ENDPOINT_URL. It
 * answers what a test has laid out, the last answer again and again, and keeps what it was asked.
 */
public final class LoopbackAws implements AutoCloseable {
  public final List<Request> asked = Collections.synchronizedList(new ArrayList<>());

  private final Deque<Answer> answers = new ArrayDeque<>();
  private final Map<String, Optional<String>> before = new HashMap<>();
  private final HttpServer server;

  /** A request of an AWS client. */
  public record Request(String path, String target, String authorization, String token) {}

  private record Answer(int status, ByteBuffer body) {}

  public LoopbackAws() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new AssertionError("no port on this machine", e);
    }
    server.createContext("/", this::handle);
    server.start();
    set("aws.endpointUrl", "http://127.0.0.1:" + server.getAddress().getPort());
    set("aws.accessKeyId", "OWNKEY");
    set("aws.secretAccessKey", "own-secret");
    set("aws.region", "eu-west-1");
  }

  private void set(String property, String value) {
    before.put(property, Optional.ofNullable(System.getProperty(property)));
    System.setProperty(property, value);
  }

  public LoopbackAws answering(int status, String body) {
    return answering(status, body.getBytes(StandardCharsets.UTF_8));
  }

  public LoopbackAws answering(int status, byte[] body) {
    answers.add(new Answer(status, ByteBuffer.wrap(body).asReadOnlyBuffer()));
    return this;
  }

  private synchronized void handle(HttpExchange exchange) throws IOException {
    asked.add(
        new Request(
            exchange.getRequestURI().getPath(),
            header(exchange, "X-Amz-Target"),
            header(exchange, "Authorization"),
            header(exchange, "X-Amz-Security-Token")));
    exchange.getRequestBody().readAllBytes();
    Answer answer = answers.size() > 1 ? answers.removeFirst() : answers.getFirst();
    byte[] body = new byte[answer.body().remaining()];
    answer.body().duplicate().get(body);
    exchange.sendResponseHeaders(answer.status(), body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static String header(HttpExchange exchange, String name) {
    return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name)).orElse("");
  }

  @Override
  public void close() {
    server.stop(0);
    before.forEach(
        (property, value) ->
            value.ifPresentOrElse(
                old -> System.setProperty(property, old), () -> System.clearProperty(property)));
  }
}
