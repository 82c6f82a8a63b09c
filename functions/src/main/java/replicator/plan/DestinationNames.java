package replicator.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import replicator.failure.PermanentFailure;
import replicator.image.InvalidReference;
import replicator.image.Repository;
import replicator.image.RepositoryName;
import replicator.selection.Selected;
import replicator.text.Excerpt;

/**
 * The name of a copy is destPrefix, a slash unless that ends in a separator, and {@link
 * Selected#path}.
 *
 * <p>A registry's port is part of the path, and ECR takes no colon: {@code localhost:5000/app}
 * becomes {@code localhost_5000/app}. No host name has an underscore, so hardly anything else
 * becomes that. Host names may have capital letters, which mean nothing, and ECR wants lower case.
 *
 * @param prefix of all names, as the parameter destPrefix may be; may be empty
 */
public record DestinationNames(String prefix) {
  /**
   * ECR's names have the grammar of {@link RepositoryName}, but not of one letter: <a
   * href="https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html">CreateRepository</a>.
   */
  private static final int MIN_LENGTH = 2;

  /** As between the words of a name: ECR's pattern knows one separator only. */
  private static final Pattern TWO_SEPARATORS = Pattern.compile("[._-]{2}");

  private static final String SEPARATORS = "/._-";

  /**
   * As many as selected, in their order.
   *
   * @throws PermanentFailure if ECR would refuse a name, or two sources would get one destination;
   *     says what to do about each
   */
  public List<Wanted> wanted(List<Selected> selection) {
    List<Wanted> wanted = new ArrayList<>();
    Map<RepositoryName, Repository> taken = new HashMap<>();
    List<String> problems = new ArrayList<>();
    for (Selected selected : selection) {
      Repository source = selected.source();
      try {
        RepositoryName name = of(selected.path());
        Repository other = taken.putIfAbsent(name, source);
        if (other != null) {
          problems.add(
              "%s and %s would both be kept in %s: take one of them out of the list"
                  .formatted(other, source, name));
        }
        wanted.add(new Wanted(source, name, selected.choice()));
      } catch (InvalidReference e) {
        problems.add("%s cannot be kept, since %s".formatted(source, e.getMessage()));
      }
    }
    if (!problems.isEmpty()) {
      throw new PermanentFailure("ECR cannot keep all that is selected: " + Excerpt.of(problems));
    }
    return wanted;
  }

  /** What the names of all copies begin with; empty without a prefix. */
  public String beginning() {
    return joined(prefix, "");
  }

  /**
   * Whether the name of a destination repository marks it as one of copies; without a prefix none
   * does.
   */
  public boolean keeps(RepositoryName name) {
    return !prefix.isEmpty() && name.value().startsWith(beginning());
  }

  /**
   * @throws InvalidReference if ECR would refuse the name
   */
  private RepositoryName of(String path) {
    String name = joined(prefix, path.replace(':', '_').toLowerCase(Locale.ROOT));
    if (name.length() < MIN_LENGTH || name.length() > RepositoryName.MAX_LENGTH) {
      throw new InvalidReference(
          "repository name of ECR",
          name,
          "%d to %d characters, destPrefix included: choose another destPrefix"
              .formatted(MIN_LENGTH, RepositoryName.MAX_LENGTH));
    }
    if (TWO_SEPARATORS.matcher(name).find()) {
      throw new InvalidReference(
          "repository name of ECR",
          name,
          "single separators, no -- and no __: take it out of the list, or exclude it, as in **:ALL_TAGS, !%s with srcList SELECTED"
              .formatted(path));
    }
    return new RepositoryName(name);
  }

  private static String joined(String prefix, String path) {
    boolean separated =
        prefix.isEmpty() || SEPARATORS.indexOf(prefix.charAt(prefix.length() - 1)) >= 0;
    return prefix + (separated ? "" : "/") + path;
  }
}
