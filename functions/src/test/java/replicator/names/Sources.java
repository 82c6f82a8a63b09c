package replicator.names;

import java.util.List;
import java.util.Optional;
import replicator.copy.SampleCopies;
import replicator.image.RegistryHost;
import replicator.image.Repository;
import replicator.image.RepositoryName;

/** A source of each kind, and what it has. */
public final class Sources {
  /** The private registry that {@link SampleCopies} come from. */
  public static final Names SAMPLE =
      new PrivateNames(SampleCopies.source("app").registry(), Optional.empty());

  public static final RegistryHost ECR =
      new RegistryHost("123456789012.dkr.ecr.eu-west-1.amazonaws.com");
  private static final RegistryHost PRIVATE = new RegistryHost("registry.example.com:5000");
  private static final List<String> REPOSITORIES =
      List.of("app", "team/app", "team/web", "team/tools/lint", "other/app");

  private Sources() {}

  public static Names names(String kind) {
    return switch (kind) {
      case "ecr" -> new EcrNames(ECR);
      case "public" -> new PublicNames();
      case "private" -> new PrivateNames(PRIVATE, Optional.empty());
      case "below" -> new PrivateNames(PRIVATE, Optional.of(new RepositoryName("team")));
      default -> throw new IllegalArgumentException(kind);
    };
  }

  public static List<Repository> repositories(String kind) {
    RegistryHost host =
        switch (kind) {
          case "ecr" -> ECR;
          case "private", "below" -> PRIVATE;
          default -> throw new AssertionError("asked for what a public registry has");
        };
    return REPOSITORIES.stream()
        .map(name -> new Repository(host, new RepositoryName(name)))
        .toList();
  }
}
