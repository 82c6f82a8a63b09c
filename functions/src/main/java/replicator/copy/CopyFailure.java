package replicator.copy;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Why an image has not arrived.
 *
 * @param reason in skopeo's words where it gave any, else in ECS's
 * @param permanent whether another attempt would end the same way
 */
public record CopyFailure(String reason, boolean permanent) {
  /**
   * What registries answer when only a person can help: the codes of the <a
   * href="https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#error-codes">distribution-spec</a>
   * as skopeo prints them, and ECR's word for a tag that may not move. Whatever else skopeo says
   * may hide an outage (a refused index reads like a wrong format), so it is tried again. {@code
   * skopeo-task/tests/messages.csv} has a message for each.
   *
   * <p>Each holds a blank or a colon before a blank, which no name of an image does: an image named
   * {@code tools/immutable:unknown} is not refused for its name.
   */
  private static final Pattern PERMANENT =
      Pattern.compile(
          "(?:^|: )(?:manifest|name) unknown|repository name not known|: denied|is denied"
              + "|: unauthorized|401 \\(?unauthorized|authentication required|invalid username/password:"
              + "|destination repository \\S+ 40[13] |blob \\S+ exists in \\S+ StatusCode: 40[13],"
              + "|tag invalid|is immutable"
              // An index within an index, which skopeo does not copy.
              + "|manifest list instead of a manifest for a single image"
              // Docker schema 1, whose manifest has its old name in it.
              + "|schema1 image with an embedded docker reference"
              // What skopeo does not copy: types of OCI in Docker schema 2, digests of SHA-512.
              + "|unsupported docker v2s2 media type: |saved with digest sha256:"
              // ECR's word for a manifest of a kind that it does not keep.
              + "|unsupported: invalid parameter at 'imagemanifest'"
              + "|: x509: |error loading trust policy: "
              // Host and repository together, in releases of skopeo that count both.
              + "|repository name must not be more than 255 characters",
          Pattern.CASE_INSENSITIVE);

  /** What passes, even where skopeo reports something permanent in the same line. */
  private static final Pattern PASSING =
      Pattern.compile(
          "(?-i:\\b(429|5[0-9][0-9]) \\(?[A-Z])|status(?: ?code)?:? (429|5[0-9][0-9])\\b"
              + "|too many requests|(?:^|: )toomanyrequests: |token has expired|i/o timeout"
              + "|handshake timeout|deadline exceeded|connection (?:refused|reset)|: EOF"
              + "|unexpected EOF",
          Pattern.CASE_INSENSITIVE);

  static CopyFailure said(String reason) {
    boolean permanent = PERMANENT.matcher(reason).find() && !PASSING.matcher(reason).find();
    return new CopyFailure(reason, permanent);
  }

  /**
   * @param said of the image
   * @param complaint of the task, about no image
   */
  public static CopyFailure of(Optional<String> said, Optional<String> complaint, TaskEnd end) {
    return said.map(CopyFailure::said)
        .or(() -> complaint.filter(_ -> end.hasRefused()).map(CopyFailure::refused))
        .orElseGet(() -> new CopyFailure(end.describe(), false));
  }

  private static CopyFailure refused(String complaint) {
    return new CopyFailure("the task could not begin: " + complaint, true);
  }
}
