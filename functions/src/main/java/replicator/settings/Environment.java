package replicator.settings;

import java.util.Map;
import java.util.Optional;
import replicator.credential.CredentialName;
import replicator.failure.InvalidParameter;

/** The stack's parameters as the functions get them: environment variables of the same names. */
record Environment(Map<String, String> variables) {
  String text(String name) {
    return variables.getOrDefault(name, "").strip();
  }

  Optional<String> optional(String name) {
    return Optional.of(text(name)).filter(value -> !value.isEmpty());
  }

  Optional<CredentialName> credential(String parameter) {
    return optional(parameter).map(name -> new CredentialName(parameter, name));
  }

  int positive(String parameter) {
    String value = text(parameter);
    try {
      int number = Integer.parseInt(value);
      if (number > 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below, as for a number that is too small.
    }
    throw new InvalidParameter(parameter, value, "a whole number of 1 or more");
  }

  /** Whether a parameter with these two values has the first. */
  boolean either(String parameter, String yes, String no) {
    String value = optional(parameter).orElse(no);
    if (!value.equals(yes) && !value.equals(no)) {
      throw new InvalidParameter(parameter, value, yes + " or " + no);
    }
    return value.equals(yes);
  }

  /** Whether the stack's own account and permissions mean anything in a region. */
  boolean reaches(AwsRegion region) {
    return AwsRegion.parse("AWS_REGION", text("AWS_REGION")).partition().equals(region.partition());
  }
}
