package replicator.cloudformation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
  /** The answer holds at most 4,096 bytes; the reason may take this many characters of it. */
  private static final int MOST_REASON = 1000;

  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final HttpClient client;

  public CustomResourceAnswer(HttpClient client) {
    this.client = client;
  }

  public void succeeded(CustomResourceRequest request) {
    put(request, body(request, "SUCCESS"));
  }

  public void failed(CustomResourceRequest request, String reason) {
    String shortened = reason.substring(0, Math.min(reason.length(), MOST_REASON));
    put(request, body(request, "FAILED").put("Reason", shortened));
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
      Thread.currentThread().interrupt();
      throw new TransientFailure("interrupted while answering CloudFormation", e);
    }
  }
}
