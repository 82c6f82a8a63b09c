package replicator.registry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import replicator.image.RegistryHost;
import replicator.image.Repository;
import replicator.image.RepositoryName;

/** A server on a loopback port that answers by script and remembers what it was asked. */
final class StandIn implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private volatile Function<Request, Reply> script;

  /** What came in; target is path and query. */
  record Request(String method, String target, Optional<String> authorization, String accept) {
    boolean is(String wantedMethod, String start) {
      return method.equals(wantedMethod) && target.startsWith(start);
    }
  }

  StandIn(Function<Request, Reply> script) {
    this(plain(), script);
  }

  StandIn(HttpServer server, Function<Request, Reply> script) {
    this.server = server;
    this.script = script;
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  private static HttpServer plain() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void script(Function<Request, Reply> other) {
    script = other;
  }

  int port() {
    return server.getAddress().getPort();
  }

  RegistryHost host() {
    return new RegistryHost("127.0.0.1:" + port());
  }

  /** The same server, as if it were another host. */
  RegistryHost otherName() {
    return new RegistryHost("localhost:" + port());
  }

  /** Where this server gives tokens. */
  String realm() {
    return "http://%s/token".formatted(host());
  }

  /** Asks for such a token. */
  Reply challenge() {
    return Reply.bearer(realm());
  }

  /**
   * From now on it wants a token, gives one by this answer, and answers with {@link Reply#content}.
   */
  void giveTokens(String answer) {
    script(
        request -> {
          if (request.is("GET", "/token")) {
            return Reply.of(200, answer);
          }
          return request.authorization().isEmpty() ? challenge() : Reply.content(request);
        });
  }

  Repository repository(String name) {
    return new Repository(host(), new RepositoryName(name));
  }

  List<Request> requests() {
    return List.copyOf(requests);
  }

  List<Request> requests(String method, String start) {
    return requests.stream().filter(request -> request.is(method, start)).toList();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Request request =
          new Request(
              exchange.getRequestMethod(),
              exchange.getRequestURI().toString(),
              Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")),
              String.valueOf(exchange.getRequestHeaders().getFirst("Accept")));
      requests.add(request);
      Reply reply = script.apply(request);
      reply.headers().forEach((name, value) -> exchange.getResponseHeaders().add(name, value));
      byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
      boolean none = request.method().equals("HEAD");
      exchange.sendResponseHeaders(reply.status(), none ? -1 : body.length + reply.missing());
      try (OutputStream out = exchange.getResponseBody()) {
        if (!none) {
          out.write(body);
          out.flush();
          reply.afterwards().run();
        }
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
