package replicator.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Provider;
import java.time.Instant;
import java.util.Map;
import replicator.replication.StoppedRun;
import replicator.run.StoppedExecution;

/** Ends a run that was stopped: Step Functions Execution Status Change, from EventBridge. */
@Named("settleRun")
public final class SettleRunHandler
    implements RequestHandler<Map<String, Object>, Map<String, String>> {
  private final ObjectMapper json;
  private final Provider<StoppedRun> stopped;

  @Inject
  SettleRunHandler(ObjectMapper json, Provider<StoppedRun> stopped) {
    this.json = json;
    this.stopped = stopped;
  }

  @Override
  public Map<String, String> handleRequest(Map<String, Object> event, Context context) {
    JsonNode detail = json.<JsonNode>valueToTree(event).path("detail");
    stopped.get().settle(execution(detail));
    return Map.of();
  }

  private static StoppedExecution execution(JsonNode detail) {
    boolean unsummarized = detail.path("error").asText("").equals("SummaryFailed");
    return new StoppedExecution(
        detail.path("executionArn").asText(),
        Instant.ofEpochMilli(detail.path("startDate").asLong()),
        unsummarized,
        cause(detail, unsummarized));
  }

  private static String cause(JsonNode detail, boolean unsummarized) {
    String what =
        switch (detail.path("status").asText()) {
          case "TIMED_OUT" -> "the run took longer than it may";
          case "FAILED" -> unsummarized ? "it could not be summarized" : "the workflow died";
          default -> "the run was stopped";
        };
    String why = detail.path("cause").asText("");
    return why.isBlank() ? what : what + ": " + new WorkflowError(null, why).describe();
  }
}
