package replicator.registry;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import replicator.image.RepositoryName;

/**
 * What tokens are asked for, <a
 * href="https://distribution.github.io/distribution/spec/auth/scope/">distribution's scopes</a>.
 */
final class Scopes {
  static final String CATALOG = "registry:catalog:*";
  private static final Set<String> CHANGING = Set.of("push", "delete", "*");

  private Scopes() {}

  static String pull(RepositoryName name) {
    return "repository:" + name + ":pull";
  }

  /**
   * What a registry's challenge adds to it: Azure's wants {@code metadata_read} for lists of tags.
   * Nothing that belongs to another repository, and nothing that could change one.
   */
  static Optional<String> addition(String scope, Challenge challenge) {
    String subject = scope.substring(0, scope.lastIndexOf(':') + 1);
    return challenge
        .parameter("scope")
        .filter(added -> added.length() <= 1024 && added.startsWith(subject))
        .filter(
            added ->
                Arrays.stream(added.substring(subject.length()).split(",", -1))
                    .allMatch(action -> action.matches("[a-z_]+") && !CHANGING.contains(action)));
  }
}
