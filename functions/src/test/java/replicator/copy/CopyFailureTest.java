package replicator.copy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The messages are those of skopeo 1.9 to 1.22, as the task's script hands them on. */
class CopyFailureTest {
  private static final TaskEnd END =
      new TaskEnd("task", "EssentialContainerExited", "exited", Optional.of(1));

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          image is gone | initializing source docker://a.example/app@sha256:0?...: reading manifest sha256:0 in a.example/app: manifest unknown: manifest unknown
          image is gone, says ECR | reading manifest sha256:0 in 123456789012.dkr.ecr.eu-west-1.amazonaws.com/app: manifest unknown: Requested image not found
          certificate that nobody vouches for | reading blob: Get "https://cdn.example.com/b": tls: failed to verify certificate: x509: certificate signed by unknown authority
          repository is gone | reading manifest sha256:0 in a.example/app: name unknown: The repository with name app does not exist in the registry with id 123456789012
          repository unknown to a distribution | reading manifest v1 in a.example/app: name unknown: repository name not known to registry
          upload to no repository | writing blob: initiating layer upload to /v2/b/blobs/uploads/ in a.example: name unknown: The repository with name b does not exist
          login is missing | reading manifest sha256:0 in a.example/app: unauthorized: authentication required
          login is wrong | unable to retrieve auth token: invalid username/password: unauthorized: incorrect username or password
          login is wrong at the destination | trying to reuse blob sha256:7e at destination: checking whether a blob sha256:7e exists in a.example/b: unauthorized: authentication required
          quay refuses | reading manifest v1.7.0 in quay.io/app: unauthorized: access to the requested resource is not authorized
          docker hub refuses | reading manifest test in docker.io/library/tagless: requested access to the resource is denied
          denied without a reason | reading manifest sha256:0 in a.example/app: denied
          denied by github | reading manifest v1 in ghcr.io/a/b: denied: permission_denied: read_package
          several errors of one answer | reading manifest latest in docker.io/a/b: errors: denied: requested access to the resource is denied unauthorized: authentication required
          push is forbidden | trying to reuse blob sha256:7e at destination: failed to read from destination repository team/b: 403 (Forbidden)
          an old client's word | unable to retrieve auth token: 401 unauthorized
          tag is immutable | writing manifest: uploading manifest v1 to a.example/b: tag invalid: The image tag 'v1' already exists in the 'b' repository and cannot be overwritten because the tag is immutable.
          repository is immutable | tag invalid: The image tag 'latest' already exists in the 'b' repository and cannot be overwritten because the repository is immutable.
          index within an index | copying image 1/2 from manifest list: Unexpectedly received a manifest list instead of a manifest for a single image
          docker schema 1 | Copying a schema1 image with an embedded Docker reference to docker://a.example/b:v1 (Docker reference a.example/b:v1) would change the manifest, which we cannot do: "Instructed to preserve digests"
          a kind that ECR does not keep | writing manifest: uploading manifest v1 to a.example/b: unsupported: Invalid parameter at 'ImageManifest' failed to satisfy constraint: 'Invalid JSON syntax'
          skopeo without a policy | Error loading trust policy: open /etc/containers/policy.json: no such file or directory
          name beyond skopeo's limit | Invalid source name docker://a.example/app@sha256:0: repository name must not be more than 255 characters
          a name that looks like a status | reading manifest 503 in a.example/500: manifest unknown: manifest unknown
          a name that looks like an outage | reading manifest timeout in a.example/too-many-requests/toomanyrequests: manifest unknown
          """)
  void what_only_a_person_can_mend_is_not_tried_again(String name, String said) {
    assertThat(CopyFailure.of(Optional.of(said), Optional.empty(), END))
        .isEqualTo(new CopyFailure(said, true));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          server error | reading manifest sha256:0 in a.example/app: received unexpected HTTP status: 500 Internal Server Error
          server error for a blob | failed to read from destination repository b: 503 (Service Unavailable)
          server error in new words | writing blob: uploading layer chunked: StatusCode: 502, "<html>..."
          token server is down | Requesting bearer token: invalid status code from registry 503 (Service Unavailable)
          rate limit | reading manifest latest in docker.io/library/a: toomanyrequests: You have reached your pull rate limit.
          rate limit that mentions logins | toomanyrequests: You have reached your unauthenticated pull rate limit: authentication required
          rate limit at the index | Uploading manifest list failed, attempted the following formats: application/vnd.docker.distribution.manifest.list.v2+json(uploading manifest v1 to a.example/b: toomanyrequests: Rate exceeded)
          rate limit by number | received unexpected HTTP status: 429 Too Many Requests
          one of several tries met an outage | Uploading manifest failed, attempted the following formats: application/vnd.oci.image.manifest.v1+json(received unexpected HTTP status: 503 Service Unavailable), application/vnd.docker.distribution.manifest.v2+json(denied: wrong format: denied)
          expired token | reading manifest sha256:0 in a.example/app: denied: Your authorization token has expired. Reauthenticate and try again.
          nobody listens | pinging container registry a.example: Get "http://a.example/v2/": dial tcp 192.0.2.1:443: connect: connection refused
          no name | pinging container registry a.example: Get "https://a.example/v2/": dial tcp: lookup a.example on 192.0.2.53:53: no such host
          timeout | Get "https://a.example/v2/": dial tcp 192.0.2.1:443: i/o timeout
          handshake | Get "https://a.example/v2/": net/http: TLS handshake timeout
          deadline | Get "https://a.example/v2/": context deadline exceeded
          cut in a blob | writing blob: Patch "https://a.example/v2/b/blobs/uploads/1": read tcp 192.0.2.1:443: connection reset by peer
          cut in a blob at the source | reading blob sha256:7e: unexpected EOF
          cut before the answer | Get "https://a.example/v2/": EOF
          blob refused by a content network | reading blob sha256:7e: fetching blob: invalid status code from registry 403 (Forbidden)
          blob lost on the way | writing manifest: uploading manifest v1 to a.example/b: manifest blob unknown: blob unknown to registry
          misleading after a failed index | copying image 1/2 from manifest list: writing manifest: Manifest list must be converted to type, but we cannot modify it: "instructed to preserve digests"
          the script's own limit | not done within 3600 seconds (COPY_TIMEOUT)
          no message | skopeo ended with exit code 137 and no message (137: killed, for lack of memory?)
          no room | writing blob: storing blob to file "/var/tmp/storage1/1": write /var/tmp/storage1/1: no space left on device
          a name that looks immutable | pinging a.example: reading manifest v1 in a.example/tools/immutable: connection refused
          a name that looks denied | reading manifest denied in a.example/denied/unauthorized: i/o timeout
          a tag that looks unknown and an unknown failure | writing manifest: uploading manifest unknown to a.example/b: something new
          a name that looks denied and an unknown failure | reading manifest denied in a.example/denied:denied/unauthorized: something new
          """)
  void what_may_pass_by_itself_is_tried_again(String name, String said) {
    assertThat(CopyFailure.of(Optional.of(said), Optional.empty(), END))
        .isEqualTo(new CopyFailure(said, false));
  }

  @Test
  void an_image_that_the_task_said_nothing_of_is_tried_again_for_the_reason_of_the_task() {
    assertThat(CopyFailure.of(Optional.empty(), Optional.empty(), END))
        .isEqualTo(
            new CopyFailure(
                "the task ended without copying it"
                    + " (exit code 1, EssentialContainerExited: exited)",
                false));
  }

  @Test
  void a_task_that_never_started_says_why_and_is_tried_again() {
    TaskEnd end =
        new TaskEnd(
            "task",
            "TaskFailedToStart",
            "CannotPullContainerError: pull access denied for a.example/skopeo",
            Optional.empty());

    assertThat(CopyFailure.of(Optional.empty(), Optional.empty(), end))
        .isEqualTo(
            new CopyFailure(
                "the task ended without copying it (TaskFailedToStart: CannotPullContainerError:"
                    + " pull access denied for a.example/skopeo)",
                false));
  }

  @Test
  void a_task_that_refuses_to_begin_says_why_and_is_not_tried_again() {
    Optional<String> complaint = Optional.of("the task's image has no skopeo");

    assertThat(CopyFailure.of(Optional.empty(), complaint, exited(2)))
        .isEqualTo(
            new CopyFailure("the task could not begin: the task's image has no skopeo", true));
  }

  @Test
  void a_complaint_of_a_task_that_has_begun_is_about_another_image() {
    Optional<String> complaint = Optional.of("a.example/app:1: again in 5 s: i/o timeout");

    assertThat(CopyFailure.of(Optional.empty(), complaint, exited(1)).reason())
        .doesNotContain("again in 5 s");
  }

  private static TaskEnd exited(int code) {
    return new TaskEnd("task", "EssentialContainerExited", "exited", Optional.of(code));
  }
}
