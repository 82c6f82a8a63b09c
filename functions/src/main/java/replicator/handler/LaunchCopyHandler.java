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
   * @param batches in this step of the workflow, copied side by side up to maxConcurrency
   * @param giveUpAt as PrepareBatch has answered
   */
  public record Request(
      String run,
      int batch,
      @Nullable Integer batches,
      @Nullable String giveUpAt,
      String taskToken) {

    /** An execution that began before an update of the stack does not pass them. */
    CopyLaunch.Terms terms() {
      return new CopyLaunch.Terms(
          Optional.ofNullable(giveUpAt).map(Instant::parse).orElse(Instant.MAX),
          Optional.ofNullable(batches).orElse(Integer.MAX_VALUE));
    }
  }

  private final Provider<CopyLaunch> launch;

  @Inject
  LaunchCopyHandler(Provider<CopyLaunch> launch) {
    this.launch = launch;
  }

  @Override
  public Map<String, String> handleRequest(Request request, Context context) {
    launch
        .get()
        .launch(new RunId(request.run()), request.batch(), request.terms(), request.taskToken());
    return Map.of();
  }
}
