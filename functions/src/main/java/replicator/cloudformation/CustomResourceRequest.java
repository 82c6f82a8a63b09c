package replicator.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What CloudFormation asks: <a
 * href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-requests.html">custom
 * resource request objects</a>.
 *
 * @param type Create, Update or Delete
 * @param physicalId stays the same for the life of the resource, so that no change replaces it
 */
public record CustomResourceRequest(
    String type,
    String responseUrl,
    String stackId,
    String requestId,
    String logicalId,
    String physicalId) {

  public static CustomResourceRequest of(JsonNode event) {
    String logicalId = event.path("LogicalResourceId").asText();
    return new CustomResourceRequest(
        event.path("RequestType").asText(),
        event.path("ResponseURL").asText(),
        event.path("StackId").asText(),
        event.path("RequestId").asText(),
        logicalId,
        event.path("PhysicalResourceId").asText(logicalId));
  }
}
