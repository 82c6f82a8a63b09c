package replicator.names;

import java.util.regex.Pattern;
import replicator.image.InvalidReference;
import replicator.image.RegistryHost;
import replicator.image.Repository;
import replicator.image.RepositoryName;

/**
 * Names of repositories in an Amazon ECR registry, with or without its host in front.
 *
 * <p>A domain in front, such as {@code quay.io/coreos/etcd}, is part of the name: that is what
 * copies of public images are called.
 */
record EcrNames(RegistryHost host) implements Names {
  private static final Pattern ELSEWHERE =
      Pattern.compile("[^/]*:.*|[0-9]{12}\\.dkr[.-][^/]+(/.*)?", Pattern.DOTALL);

  @Override
  public Named named(String name) {
    RepositoryName relative = new RepositoryName(relative(name));
    return new Named(new Repository(host, relative), relative.value());
  }

  @Override
  public String glob(String name) {
    return host + "/" + relative(name);
  }

  private String relative(String name) {
    String prefix = host + "/";
    if (name.startsWith(prefix)) {
      return name.substring(prefix.length());
    }
    if (ELSEWHERE.matcher(name).matches()) {
      throw new InvalidReference(
          "repository of the source", name, "a name without registry, or one after " + prefix);
    }
    return name;
  }

  @Override
  public boolean covers(Repository repository) {
    return repository.registry().equals(host);
  }

  @Override
  public String path(Repository repository) {
    return repository.name().value();
  }

  @Override
  public boolean listsRepositories() {
    return true;
  }

  @Override
  public String parameters() {
    return "srcRegion and srcAccountId";
  }

  @Override
  public boolean tellsPushTimes() {
    return true;
  }
}
