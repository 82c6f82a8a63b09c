package replicator.registry.http;

import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/** Keeps an answer's bytes, and hangs up with {@link TooLong} when there are too many. */
final class BoundedBody implements BodySubscriber<byte[]> {
  private final BodySubscriber<byte[]> kept = BodySubscribers.ofByteArray();
  private final CompletableFuture<byte[]> body = new CompletableFuture<>();
  private final int longest;
  private long received;
  private @Nullable Subscription subscription;

  BoundedBody(int longest) {
    this.longest = longest;
    kept.getBody()
        .whenComplete(
            (bytes, failure) -> {
              if (failure == null) {
                body.complete(bytes);
              } else {
                body.completeExceptionally(failure);
              }
            });
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return body;
  }

  @Override
  public void onSubscribe(Subscription given) {
    subscription = given;
    kept.onSubscribe(given);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    received += buffers.stream().mapToLong(ByteBuffer::remaining).sum();
    if (received <= longest) {
      kept.onNext(buffers);
      return;
    }
    if (subscription != null) {
      subscription.cancel();
    }
    body.completeExceptionally(new TooLong(longest));
  }

  @Override
  public void onError(Throwable failure) {
    kept.onError(failure);
  }

  @Override
  public void onComplete() {
    kept.onComplete();
  }
}
