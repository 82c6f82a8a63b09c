package replicator.settings;

import java.util.regex.Pattern;
import replicator.failure.InvalidParameter;

/** The twelve digits of an AWS account. */
public record Account(String id) {
  private static final Pattern GRAMMAR = Pattern.compile("[0-9]{12}");

  static Account parse(String parameter, String value) {
    if (!GRAMMAR.matcher(value).matches()) {
      throw new InvalidParameter(parameter, value, "an AWS account of 12 digits");
    }
    return new Account(value);
  }

  @Override
  public String toString() {
    return id;
  }
}
