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

  /** A text for people. */
  public String describe() {
    String text = cause == null ? "" : message(cause);
    if (!text.isEmpty()) {
      return text;
    }
    return error == null ? "the workflow gives no reason" : error;
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
