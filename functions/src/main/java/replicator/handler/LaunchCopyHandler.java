package replicator.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Provider;
import java.util.Map;
import replicator.replication.CopyLaunch;
import replicator.run.RunId;

/** Starts the task of a batch, or adopts the one that is there. */
@Named("launchCopy")
public final class LaunchCopyHandler
    implements RequestHandler<LaunchCopyHandler.Request, Map<String, String>> {
  public record Request(String run, int batch, String taskToken) {}

  private final Provider<CopyLaunch> launch;

  @Inject
  LaunchCopyHandler(Provider<CopyLaunch> launch) {
    this.launch = launch;
  }

  @Override
  public Map<String, String> handleRequest(Request request, Context context) {
    launch.get().launch(new RunId(request.run()), request.batch(), request.taskToken());
    return Map.of();
  }
}
