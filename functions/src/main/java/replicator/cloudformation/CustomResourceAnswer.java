package replicator.cloudformation;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import replicator.failure.TransientFailure;

/**
 * Answers CloudFormation, which otherwise waits until ServiceTimeout is over: <a
 * href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html">custom
 * resource response objects</a>.
 */
public final class CustomResourceAnswer {
  /** Of the answer, in bytes. */
  private static final int LONGEST = 4096;

  private static final int QUOTES = 2;

  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final HttpClient client;

  public CustomResourceAnswer(HttpClient client) {
    this.client = client;
  }

  public void succeeded(CustomResourceRequest request) {
    put(request, body(request, "SUCCESS"));
  }

  public void failed(CustomResourceRequest request, String reason) {
    String known = reason.isBlank() ? "no reason is known" : reason;
    ObjectNode body = body(request, "FAILED").put("Reason", "");
    put(request, body.put("Reason", beginning(known, LONGEST - bytes(body))));
  }

  /** As much of a text as takes no more than so many bytes in JSON. */
  private static String beginning(String text, int most) {
    StringBuilder beginning = new StringBuilder();
    int left = most;
    for (int character : text.codePoints().toArray()) {
      String one = Character.toString(character);
      left -= bytes(TextNode.valueOf(one)) - QUOTES;
      if (left < 0) {
        break;
      }
      beginning.append(one);
    }
    return beginning.toString();
  }

  private static int bytes(JsonNode json) {
    return json.toString().getBytes(UTF_8).length;
  }

  private static ObjectNode body(CustomResourceRequest request, String status) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("Status", status)
        .put("PhysicalResourceId", request.physicalId())
        .put("StackId", request.stackId())
        .put("RequestId", request.requestId())
        .put("LogicalResourceId", request.logicalId());
  }

  private void put(CustomResourceRequest request, ObjectNode body) {
    HttpRequest put =
        HttpRequest.newBuilder(URI.create(request.responseUrl()))
            .timeout(LIMIT)
            .PUT(BodyPublishers.ofString(body.toString()))
            .build();
    try {
      HttpResponse<Void> response = client.send(put, BodyHandlers.discarding());
      if (response.statusCode() / 100 != 2) {
        throw new TransientFailure(
            "CloudFormation answered %d to the custom resource".formatted(response.statusCode()));
      }
    } catch (IOException e) {
      throw new TransientFailure("CloudFormation did not take the custom resource's answer", e);
    } catch (InterruptedException e) {
      throw TransientFailure.interrupted("answering CloudFormation", e);
    }
  }
}
