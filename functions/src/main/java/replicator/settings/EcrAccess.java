package replicator.settings;

import java.util.Optional;
import replicator.credential.CredentialName;

/** With whose permissions an ECR is called. */
public sealed interface EcrAccess {
  /** The stack's own. */
  record Own() implements EcrAccess {}

  /** Those of an access key. */
  record Key(CredentialName credential) implements EcrAccess {}

  /** Those of a role of the registry's account, narrowed to what a function needs. */
  record Role(String arn, Optional<String> externalId) implements EcrAccess {}
}
