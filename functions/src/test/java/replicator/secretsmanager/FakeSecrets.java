package replicator.secretsmanager;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretRequest;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.InvalidParameterException;
import software.amazon.awssdk.services.secretsmanager.model.PutSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.PutSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import software.amazon.awssdk.services.secretsmanager.model.UpdateSecretVersionStageRequest;
import software.amazon.awssdk.services.secretsmanager.model.UpdateSecretVersionStageResponse;

/** One secret with its versions, whose labels move as in Secrets Manager. */
final class FakeSecrets implements SecretsManagerClient {
  private static final String CURRENT = "AWSCURRENT";
  private static final String PREVIOUS = "AWSPREVIOUS";

  /** By version. */
  final List<String> texts = new ArrayList<>();

  /** The version that bears a label. */
  final Map<String, Integer> labels = new LinkedHashMap<>();

  Optional<RuntimeException> failure = Optional.empty();

  /** What happens between DescribeSecret and the next call. */
  Runnable afterDescribe = () -> {};

  /** What a reader of the label gets. */
  Optional<String> labelled(String label) {
    return Optional.ofNullable(labels.get(label)).map(texts::get);
  }

  @Override
  public PutSecretValueResponse putSecretValue(PutSecretValueRequest request) {
    fail();
    put(request.secretString());
    return PutSecretValueResponse.builder().build();
  }

  void put(String text) {
    @Nullable Integer current = labels.get(CURRENT);
    if (current != null) {
      labels.put(PREVIOUS, current);
    }
    texts.add(text);
    labels.put(CURRENT, texts.size() - 1);
  }

  @Override
  public DescribeSecretResponse describeSecret(DescribeSecretRequest request) {
    fail();
    Map<String, List<String>> stages = new LinkedHashMap<>();
    labels.forEach((label, version) -> stages.put("v" + version, List.of(label)));
    DescribeSecretResponse response =
        DescribeSecretResponse.builder().versionIdsToStages(stages).build();
    afterDescribe.run();
    return response;
  }

  @Override
  public UpdateSecretVersionStageResponse updateSecretVersionStage(
      UpdateSecretVersionStageRequest request) {
    fail();
    if (!request.removeFromVersionId().equals("v" + labels.get(request.versionStage()))) {
      throw InvalidParameterException.builder().message("not attached to that version").build();
    }
    labels.remove(request.versionStage());
    return UpdateSecretVersionStageResponse.builder().build();
  }

  @Override
  public GetSecretValueResponse getSecretValue(GetSecretValueRequest request) {
    fail();
    String text = labelled(CURRENT).orElseThrow(() -> ResourceNotFoundException.builder().build());
    return GetSecretValueResponse.builder().secretString(text).build();
  }

  private void fail() {
    failure.ifPresent(
        error -> {
          throw error;
        });
  }

  @Override
  public String serviceName() {
    return "secretsmanager";
  }

  @Override
  public void close() {}
}
