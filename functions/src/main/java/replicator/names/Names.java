package replicator.names;

import replicator.image.InvalidReference;
import replicator.image.Repository;
import replicator.settings.SourceSettings;

/** What the names of a list mean, which depends on the kind of source. */
public sealed interface Names permits EcrNames, PrivateNames, PublicNames {
  static Names of(SourceSettings source) {
    return switch (source) {
      case SourceSettings.Ecr ecr -> new EcrNames(ecr.location().host());
      case SourceSettings.Private registry ->
          new PrivateNames(registry.host(), registry.basePath());
      case SourceSettings.Public _ -> new PublicNames();
    };
  }

  /**
   * The repository that a name without tag and digest stands for.
   *
   * @throws InvalidReference if this source cannot have it
   */
  Named named(String name);

  /**
   * The repositories that a name with wildcards stands for; {@code *} is any part of one.
   *
   * @return the same with wildcards for what {@link Repository#toString} prints
   * @throws InvalidReference if this source cannot have them
   */
  String glob(String name);

  /** Whether a repository that the source listed is among those that it was asked for. */
  boolean covers(Repository repository);

  /** What the copy of a repository is named after that the source listed and that is covered. */
  String path(Repository repository);

  /** Whether the source can list its repositories, so that a list may use wildcards for them. */
  boolean listsRepositories();

  /** Where the source is, by the stack's parameters, for messages. */
  String parameters();

  /** Whether the source reports when an image was pushed. */
  boolean tellsPushTimes();
}
