package replicator.registry.http;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Optional;
import replicator.failure.TransientFailure;

/** Answers that ought to be a JSON object. */
public final class Json {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  /** Empty if it is something else, such as the page of a gateway. */
  public static Optional<JsonNode> object(HttpResponse<byte[]> answer) {
    try {
      return Optional.ofNullable(MAPPER.readTree(answer.body())).filter(JsonNode::isObject);
    } catch (JacksonException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new AssertionError("bytes can be read", e);
    }
  }

  /**
   * @throws TransientFailure if it is something else: gateways answer so during an outage
   */
  public static JsonNode required(RegistryRequest request, HttpResponse<byte[]> answer) {
    return object(answer)
        .orElseThrow(() -> new TransientFailure(request + ": answered with no JSON object"));
  }
}
