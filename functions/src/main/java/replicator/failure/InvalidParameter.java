package replicator.failure;

/** A parameter of the stack whose value cannot work; its message says what would be right. */
public final class InvalidParameter extends PermanentFailure {
  /**
   * @param parameter its name as in template.yaml
   * @param value as it was given; never a credential
   * @param expected what would be right, to follow the word "expected"
   */
  public InvalidParameter(String parameter, String value, String expected) {
    super("%s is \"%s\": expected %s".formatted(parameter, value, expected));
  }
}
