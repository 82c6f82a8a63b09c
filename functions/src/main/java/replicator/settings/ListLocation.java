package replicator.settings;

/** Where the list of selected images stands. */
public sealed interface ListLocation {
  /** An SSM parameter, by its name. */
  record Parameter(String name) implements ListLocation {}

  /** An S3 object. */
  record S3Object(String bucket, String key) implements ListLocation {}
}
