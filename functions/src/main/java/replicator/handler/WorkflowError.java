package replicator.handler;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;

/**
 * What Step Functions hands on when it catches an error: <a
 * href="https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html#error-handling-error-representation">error
 * representation</a>.
 *
 * @param error its name
 * @param cause a text; of a function's error, JSON with errorMessage
 */
public record WorkflowError(
    @JsonProperty("Error") @Nullable String error, @JsonProperty("Cause") @Nullable String cause) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A text for people. What dies cannot say what it was. */
  public String describe() {
    String text = cause == null ? "" : message(cause);
    if (error == null) {
      return text.isEmpty() ? "the workflow gives no reason" : text;
    }
    String reason = text.isEmpty() ? "" : ": " + text;
    return switch (error.split("\\.", 2)[0]) {
      case "Runtime", "Sandbox", "Lambda" -> died("a function", reason);
      case "States" -> died("a state of the workflow", reason);
      default -> text.isEmpty() ? error : text;
    };
  }

  private String died(String what, String reason) {
    return "%s failed (%s)%s; the execution's history names it".formatted(what, error, reason);
  }

  private static String message(String cause) {
    try {
      JsonNode json = JSON.readTree(cause);
      return json.path("errorMessage").asText(cause);
    } catch (JsonProcessingException e) {
      return cause;
    }
  }
}
