package replicator.run;

/**
 * An image that has not arrived, and why.
 *
 * @param image as a person types it
 */
public record FailedImage(String image, String reason) {}
