package replicator.dynamodb;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/**
 * moto's DynamoDB, in a process of its own that ends with this one. It handles one request at a
 * time, since moto, unlike DynamoDB, does not check a condition and write in one step.
 */
final class LocalDynamoDb {
  private static final String SERVER =
      """
      import os, sys, threading
      from moto.server import DomainDispatcherApplication, create_backend_app
      from werkzeug.serving import make_server
      application = DomainDispatcherApplication(create_backend_app)
      server = make_server("127.0.0.1", 0, application, threaded=False)
      threading.Thread(target=server.serve_forever, daemon=True).start()
      print(server.server_port, flush=True)
      sys.stdin.read()
      os._exit(0)
      """;

  private static @Nullable DynamoDbClient client;

  private LocalDynamoDb() {}

  static synchronized DynamoDbClient client() {
    DynamoDbClient running = client;
    if (running == null) {
      running =
          DynamoDbClient.builder()
              .endpointOverride(URI.create("http://127.0.0.1:" + start()))
              .region(Region.EU_WEST_1)
              .credentialsProvider(
                  StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
              .httpClientBuilder(UrlConnectionHttpClient.builder())
              .build();
      client = running;
    }
    return running;
  }

  /** Its standard input ends when this process does, however that comes about. */
  private static int start() {
    try {
      Process process =
          new ProcessBuilder("python3", "-c", SERVER)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      BufferedReader output =
          new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
      String port = output.readLine();
      if (port == null) {
        throw new IllegalStateException("moto does not start: is requirements.txt installed?");
      }
      return Integer.parseInt(port);
    } catch (IOException e) {
      throw new UncheckedIOException("python3, on which moto runs, does not start", e);
    }
  }

  /** A new table with the keys of ImagesTable in template.yaml; its name. */
  static String imagesTable() {
    return table("repository", "tag");
  }

  /** A new table with the keys of RunsTable in template.yaml; its name. */
  static String runsTable() {
    return table("kind", "id");
  }

  private static String table(String hash, String range) {
    String name = hash + "-" + UUID.randomUUID();
    List<KeySchemaElement> keys =
        List.of(
            KeySchemaElement.builder().attributeName(hash).keyType(KeyType.HASH).build(),
            KeySchemaElement.builder().attributeName(range).keyType(KeyType.RANGE).build());
    List<AttributeDefinition> attributes =
        Stream.of(hash, range)
            .map(
                key ->
                    AttributeDefinition.builder()
                        .attributeName(key)
                        .attributeType(ScalarAttributeType.S)
                        .build())
            .toList();
    client()
        .createTable(
            create ->
                create
                    .tableName(name)
                    .billingMode(BillingMode.PAY_PER_REQUEST)
                    .keySchema(keys)
                    .attributeDefinitions(attributes));
    return name;
  }
}
