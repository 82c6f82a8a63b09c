package replicator.copy;

/** How far the copy of an image is; its names are what people read in the table. */
public enum ImageState {
  PENDING,
  COPYING,
  /** The destination has the planned digest under the tag. */
  SUCCEEDED,
  FAILED
}
