package replicator.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class CustomResourceRequestTest {
  private final ObjectNode event =
      JsonNodeFactory.instance
          .objectNode()
          .put("RequestType", "Update")
          .put("ResponseURL", "https://example.com/")
          .put("StackId", "stack")
          .put("RequestId", "request")
          .put("LogicalResourceId", "FirstRun");

  @Test
  void a_new_resource_is_named_as_in_the_template() {
    assertThat(CustomResourceRequest.of(event))
        .isEqualTo(
            new CustomResourceRequest(
                "Update", "https://example.com/", "stack", "request", "FirstRun", "FirstRun"));
  }

  @Test
  void a_resource_keeps_the_name_it_had_so_that_no_update_replaces_it() {
    event.put("PhysicalResourceId", "as before");

    assertThat(CustomResourceRequest.of(event).physicalId()).isEqualTo("as before");
  }
}
