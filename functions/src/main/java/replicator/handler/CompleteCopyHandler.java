package replicator.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Provider;
import java.util.Map;
import replicator.ecs.TaskStateChange;
import replicator.replication.CopyCompletion;
import replicator.run.RunId;

/**
 * Settles a batch whose task has stopped (ECS Task State Change, from EventBridge) or that the
 * workflow gives up ({@code run}, {@code batch}, {@code error}).
 */
@Named("completeCopy")
public final class CompleteCopyHandler
    implements RequestHandler<Map<String, Object>, Map<String, String>> {
  private final ObjectMapper json;
  private final Provider<CopyCompletion> completion;

  @Inject
  CompleteCopyHandler(ObjectMapper json, Provider<CopyCompletion> completion) {
    this.json = json;
    this.completion = completion;
  }

  @Override
  public Map<String, String> handleRequest(Map<String, Object> event, Context context) {
    JsonNode node = json.valueToTree(event);
    if (node.hasNonNull("run")) {
      giveUp(node);
    } else {
      stopped(TaskStateChange.of(node.path("detail")));
    }
    return Map.of();
  }

  private void giveUp(JsonNode request) {
    WorkflowError error = json.convertValue(request.path("error"), WorkflowError.class);
    completion
        .get()
        .giveUp(
            new RunId(request.path("run").asText()),
            request.path("batch").asInt(),
            error.describe());
  }

  /** Ignores tasks that something else has started. */
  private void stopped(TaskStateChange change) {
    if (change.attempt().isPresent() && change.end().isPresent()) {
      completion.get().complete(change.attempt().get(), change.end().get());
    }
  }
}
