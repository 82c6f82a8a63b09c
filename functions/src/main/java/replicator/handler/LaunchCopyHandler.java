package replicator.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Provider;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import replicator.replication.CopyLaunch;
import replicator.run.RunId;

/** Starts the task of a batch, or adopts the one that is there. */
@Named("launchCopy")
public final class LaunchCopyHandler
    implements RequestHandler<LaunchCopyHandler.Request, Map<String, String>> {
  /**
   * @param giveUpAt as PrepareBatch has answered; null in an execution that is older than this
   *     answer
   */
  public record Request(String run, int batch, @Nullable String giveUpAt, String taskToken) {}

  private final Provider<CopyLaunch> launch;

  @Inject
  LaunchCopyHandler(Provider<CopyLaunch> launch) {
    this.launch = launch;
  }

  @Override
  public Map<String, String> handleRequest(Request request, Context context) {
    launch
        .get()
        .launch(
            new RunId(request.run()),
            request.batch(),
            Optional.ofNullable(request.giveUpAt()).map(Instant::parse).orElse(Instant.MAX),
            request.taskToken());
    return Map.of();
  }
}
