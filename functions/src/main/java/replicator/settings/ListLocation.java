package replicator.settings;

/** Where the list of selected images stands. */
public sealed interface ListLocation {
  /** The SSM parameter that the stack makes of srcImageList, by its name. */
  record OwnParameter(String name) implements ListLocation {}

  /** Another SSM parameter, by its name. */
  record Parameter(String name) implements ListLocation {}

  /** An S3 object. */
  record S3Object(String bucket, String key) implements ListLocation {}
}
