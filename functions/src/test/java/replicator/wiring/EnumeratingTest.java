package replicator.wiring;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static replicator.settings.SampleSettings.selectedWith;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import replicator.failure.InvalidParameter;
import replicator.ssm.FakeSsm;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

class EnumeratingTest {
  @ParameterizedTest
  @ValueSource(strings = {"/team/images", "s3://bucket/lists/images.txt"})
  void a_list_that_is_not_where_it_should_be_is_missed_with_its_place(String location) {
    Enumerating enumerating = new Enumerating();

    assertThatThrownBy(
            () ->
                enumerating.selection(
                    selectedWith("srcImageListLocation", location),
                    FakeSsm.empty(),
                    EmptyBucket::new))
        .isInstanceOf(InvalidParameter.class)
        .hasMessage(
            "srcImageListLocation is \"%s\": expected the place of a list; there is none"
                .formatted(location));
  }

  private record EmptyBucket() implements S3Client {
    @Override
    public <T> T getObject(
        GetObjectRequest request, ResponseTransformer<GetObjectResponse, T> transformer) {
      throw NoSuchKeyException.builder().build();
    }

    @Override
    public String serviceName() {
      return "s3";
    }

    @Override
    public void close() {}
  }
}
