package replicator.failure;

/** Something given whose value cannot work; its message says what would be right. */
public final class InvalidParameter extends PermanentFailure {
  /**
   * @param parameter what was given: a parameter by its name in template.yaml, a line of its list,
   *     a key of an input
   * @param value as it was given; never a credential
   * @param expected what would be right, to follow the word "expected"
   */
  public InvalidParameter(String parameter, String value, String expected) {
    super("%s is \"%s\": expected %s".formatted(parameter, value, expected));
  }
}
