package replicator.registry.http;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import replicator.failure.TransientFailure;

/**
 * One request and its whole answer, in time and of bounded size. Redirects are not followed here,
 * cookies not kept; {@code jdk.http.maxHeaderSize} bounds the headers (384 KiB).
 */
final class HttpTransport {
  private final HttpClient client;
  private final Duration longest;

  HttpTransport(SSLContext tls, RequestLimits limits) {
    longest = limits.requestTimeout();
    client =
        HttpClient.newBuilder()
            .sslContext(tls)
            .connectTimeout(limits.connectTimeout())
            // A request takes several tasks of the executor, each a switch of threads in the kernel
            // otherwise.
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .followRedirects(HttpClient.Redirect.NEVER)
            // Requests at once are connections at once, so no server ends many of them together.
            .version(HttpClient.Version.HTTP_1_1)
            .build();
  }

  HttpResponse<byte[]> send(HttpRequest request, int longestBody) throws IOException {
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(request, head -> new BoundedBody(longestBody));
    try {
      // HttpRequest's own timeout ends with the headers, and a body may trickle for ever.
      return answer.get(longest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new HttpTimeoutException("no whole answer in " + longest.toMillis() + " ms");
    } catch (InterruptedException e) {
      answer.cancel(true);
      throw TransientFailure.interrupted("a registry was asked", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw new IOException("the request failed", e.getCause());
    }
  }
}
