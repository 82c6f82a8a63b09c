package replicator.settings;

import java.util.Optional;
import replicator.credential.CredentialName;
import replicator.failure.InvalidParameter;
import replicator.image.RegistryHost;

/** The parameters that say with whose permissions a registry is called. */
record Opening(String credential, String role, String externalId) {
  static final Opening SOURCE = new Opening("srcCredential", "srcRoleArn", "srcRoleExternalId");
  static final Opening DESTINATION =
      new Opening("destCredential", "destRoleArn", "destRoleExternalId");

  void refuseIdWithoutRole(Environment environment) {
    String id = environment.text(externalId);
    if (!id.isEmpty() && environment.text(role).isEmpty()) {
      throw new InvalidParameter(
          externalId,
          id,
          "a blank value unless %s is given, since only a role requires one".formatted(role));
    }
  }

  EcrAccess access(Environment environment, EcrLocation location) {
    Optional<String> arn = environment.optional(role);
    Optional<CredentialName> key = environment.credential(credential);
    if (arn.isPresent() && key.isPresent()) {
      throw new InvalidParameter(
          role,
          arn.get(),
          "a blank value when %s is given: one or the other".formatted(credential));
    }
    if (key.isPresent()) {
      return new EcrAccess.Key(key.get());
    }
    if (!environment.reaches(location.region())) {
      throw new InvalidParameter(
          credential,
          "",
          "an access key, since neither the stack's own permissions nor its roles reach "
              + location.region());
    }
    return arn.<EcrAccess>map(
            given ->
                new EcrAccess.Role(ofPartition(given, location), environment.optional(externalId)))
        .orElseGet(EcrAccess.Own::new);
  }

  /** The two are of one registry, to which a task has one login only. */
  void refuseIfUnlike(Opening other, Environment environment, RegistryHost registry) {
    refuseIfUnlike(credential, other.credential, environment, registry);
    refuseIfUnlike(role, other.role, environment, registry);
    refuseIfUnlike(externalId, other.externalId, environment, registry);
  }

  private static void refuseIfUnlike(
      String one, String other, Environment environment, RegistryHost registry) {
    String value = environment.text(one);
    if (!value.equals(environment.text(other))) {
      throw new InvalidParameter(
          one,
          value,
          "the same as %s, which is \"%s\": source and destination are both %s, and one login opens it"
              .formatted(other, environment.text(other), registry));
    }
  }

  /** Roles cannot be assumed out of another partition, and one of it does not open this one. */
  private String ofPartition(String arn, EcrLocation location) {
    String partition = location.region().partition();
    if (!arn.startsWith("arn:" + partition + ":iam::")) {
      throw new InvalidParameter(
          role,
          arn,
          "the ARN of a role, arn:%s:iam::%s:role/NAME, since the registry is in %s"
              .formatted(partition, location.account(), location.region()));
    }
    return arn;
  }
}
