package replicator.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Provider;
import java.time.Duration;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import replicator.cloudformation.CustomResourceAnswer;
import replicator.cloudformation.CustomResourceRequest;
import replicator.replication.StackLife;
import replicator.settings.Settings;

/** Starts a run when the stack is made or changed, and stops what runs when it is deleted. */
@Named("startFirstRun")
public final class StartFirstRunHandler
    implements RequestHandler<Map<String, Object>, Map<String, String>> {
  private static final Logger LOG = Logger.getLogger(StartFirstRunHandler.class.getName());

  /**
   * What is left of the function's time when patience ends: for the calls of a last look, each of
   * which may take two minutes, and for the answer.
   */
  private static final Duration RESERVE = Duration.ofMinutes(3);

  private final ObjectMapper json;
  private final Provider<Settings> settings;
  private final Provider<StackLife> stack;
  private final Provider<CustomResourceAnswer> answer;

  @Inject
  StartFirstRunHandler(
      ObjectMapper json,
      Provider<Settings> settings,
      Provider<StackLife> stack,
      Provider<CustomResourceAnswer> answer) {
    this.json = json;
    this.settings = settings;
    this.stack = stack;
    this.answer = answer;
  }

  @Override
  public Map<String, String> handleRequest(Map<String, Object> event, Context context) {
    CustomResourceRequest request = CustomResourceRequest.of(json.valueToTree(event));
    try {
      carryOut(request, Duration.ofMillis(context.getRemainingTimeInMillis()).minus(RESERVE));
    } catch (RuntimeException e) {
      LOG.log(Level.SEVERE, "the custom resource failed", e);
      answer.get().failed(request, String.valueOf(e.getMessage()));
      return Map.of();
    }
    answer.get().succeeded(request);
    return Map.of();
  }

  private void carryOut(CustomResourceRequest request, Duration patience) {
    if (request.type().equals("Delete")) {
      stack.get().deleted(patience);
    } else {
      settings.get(); // Invalid parameters fail the deployment, with the reason.
      stack.get().changed(request.requestId());
    }
  }
}
