package replicator.list;

import com.google.re2j.Pattern;
import replicator.image.InvalidReference;
import replicator.image.Repository;

/**
 * Repositories whose whole name, registry included, matches this: {@code *} stands for any
 * characters but {@code /}, {@code ?} for one such, {@code **} for any.
 */
record RepositoryGlob(Pattern pattern) {
  private static final java.util.regex.Pattern GRAMMAR =
      java.util.regex.Pattern.compile("[a-zA-Z0-9._/:*?-]{1,512}");

  static boolean looksLike(String name) {
    return name.indexOf('*') >= 0 || name.indexOf('?') >= 0;
  }

  static RepositoryGlob parse(String glob) {
    if (!GRAMMAR.matcher(glob).matches() || glob.contains("//") || glob.endsWith("/")) {
      throw new InvalidReference(
          "repository pattern", glob, "a repository name with \"*\", \"**\" or \"?\" in it");
    }
    return new RepositoryGlob(Pattern.compile(regex(glob)));
  }

  private static String regex(String glob) {
    return glob.replace(".", "\\.")
        .replace("?", "[^/]")
        .replaceAll("\\*\\*+", "\0")
        .replace("*", "[^/]*")
        .replace("\0", ".*");
  }

  boolean matches(Repository repository) {
    return pattern.matches(repository.toString());
  }
}
