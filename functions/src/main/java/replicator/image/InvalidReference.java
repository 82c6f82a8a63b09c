package replicator.image;

/** A text that is not the name it should be. */
public final class InvalidReference extends IllegalArgumentException {
  public InvalidReference(String what, String text, String expected) {
    super("\"%s\" is not a %s: expected %s".formatted(text, what, expected));
  }
}
