package replicator.names;

import java.util.Locale;
import java.util.regex.Pattern;
import replicator.image.InvalidReference;
import replicator.image.Repository;

/**
 * Names of repositories in any public registry, as Docker reads them. Copies are named after what
 * was typed: {@code ubuntu} and {@code docker.io/library/ubuntu} are the same image, kept twice if
 * both are typed.
 */
record PublicNames() implements Names {
  private static final Pattern HOST = Pattern.compile("[.:]|^localhost$");

  @Override
  public Named named(String name) {
    Repository repository = Repository.parse(whole(name));
    String path =
        DockerNames.domain(name)
            .map(host -> host.toLowerCase(Locale.ROOT) + name.substring(host.length()))
            .orElse(name);
    return new Named(repository, path);
  }

  /** A leading {@code **} may stand for a registry, too. */
  @Override
  public String glob(String name) {
    return name.startsWith("**") ? name : whole(name);
  }

  /** To Docker a capital letter makes a host; of a person it is a slip in a user's name. */
  private static String whole(String name) {
    DockerNames.domain(name)
        .filter(first -> !HOST.matcher(first).find())
        .ifPresent(
            _ -> {
              throw new InvalidReference(
                  "repository of the source",
                  name,
                  "lower-case letters, or a registry with a dot or a port");
            });
    return DockerNames.whole(name);
  }

  @Override
  public boolean covers(Repository repository) {
    return true;
  }

  @Override
  public String path(Repository repository) {
    return repository.toString();
  }

  @Override
  public boolean listsRepositories() {
    return false;
  }

  @Override
  public String parameters() {
    return "srcImageList";
  }

  @Override
  public boolean tellsPushTimes() {
    return false;
  }
}
