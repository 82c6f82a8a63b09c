package replicator.handler;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import io.quarkiverse.amazon.common.runtime.AmazonClientConfig;
import io.quarkiverse.amazon.dynamodb.runtime.DynamoDbConfig;
import io.quarkiverse.amazon.s3.runtime.S3Config;
import io.quarkiverse.amazon.ssm.runtime.SsmConfig;
import io.quarkus.arc.Arc;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import replicator.settings.Settings;
import software.amazon.awssdk.core.SdkClient;

/** Quarkus as it starts in every function, and finds the handler of this one by its name. */
@QuarkusTest
class NamedHandlersTest {
  private static final Pattern NAME = Pattern.compile("QUARKUS_LAMBDA_HANDLER: (\\w+)");

  @Inject @Any Instance<RequestHandler<?, ?>> handlers;
  @Inject DynamoDbConfig dynamoDb;
  @Inject SsmConfig ssm;
  @Inject S3Config s3;

  @Test
  void every_function_of_the_template_has_its_handler_and_every_handler_its_function()
      throws IOException {
    String template = Files.readString(Path.of("../template.yaml"));
    List<String> functions = NAME.matcher(template).results().map(named -> named.group(1)).toList();

    assertThat(handlers.handlesStream())
        .map(handle -> handle.getBean().getName())
        .hasSize(7)
        .containsExactlyInAnyOrderElementsOf(functions);
  }

  /** Every bean that is there so far, but for those that live as long as who asked for them. */
  private static Stream<Object> made() {
    return Stream.of(Singleton.class, ApplicationScoped.class)
        .map(Arc.container()::getActiveContext)
        .flatMap(context -> context.getState().getContextualInstances().values().stream());
  }

  @Test
  void every_handler_is_made_without_a_setting_and_without_a_client() {
    assertThat(handlers.stream()).hasSize(7).doesNotContainNull();

    assertThat(made()).isNotEmpty().doesNotHaveAnyElementsOfTypes(Settings.class, SdkClient.class);
  }

  @Test
  void calls_of_quarkus_clients_end_well_within_the_five_minutes_of_a_function() {
    assertThat(Stream.of(dynamoDb, ssm, s3).flatMap(of -> of.clients().values().stream()))
        .hasSize(3)
        .map(AmazonClientConfig::sdk)
        .allSatisfy(
            client -> {
              assertThat(client.apiCallAttemptTimeout()).contains(Duration.ofSeconds(30));
              assertThat(client.apiCallTimeout()).contains(Duration.ofMinutes(2));
            });
  }
}
