package replicator.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Provider;
import java.time.Instant;
import java.util.Map;
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
  public record Request(String run, int batch, int batches, String giveUpAt, String taskToken) {}

  private final Provider<CopyLaunch> launch;

  @Inject
  LaunchCopyHandler(Provider<CopyLaunch> launch) {
    this.launch = launch;
  }

  @Override
  public Map<String, String> handleRequest(Request request, Context context) {
    CopyLaunch.Terms terms =
        new CopyLaunch.Terms(Instant.parse(request.giveUpAt()), request.batches());
    launch.get().launch(new RunId(request.run()), request.batch(), terms, request.taskToken());
    return Map.of();
  }
}
