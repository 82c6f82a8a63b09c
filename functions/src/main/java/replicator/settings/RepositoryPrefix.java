package replicator.settings;

import java.util.regex.Pattern;
import replicator.failure.InvalidParameter;
import replicator.text.Excerpt;

/**
 * Reads how the names of repositories begin, which may be in the middle of a word: the pattern of
 * <a
 * href="https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html">CreateRepository</a>
 * knows no two separators in a row.
 */
final class RepositoryPrefix {
  private static final Pattern GRAMMAR = Pattern.compile("([a-z0-9]+([._/-][a-z0-9]+)*[._/-]?)?");

  private RepositoryPrefix() {}

  static String parse(String parameter, String text) {
    if (!GRAMMAR.matcher(text).matches()) {
      throw new InvalidParameter(
          parameter,
          Excerpt.of(text),
          "the beginning of a repository name, such as mirror or team/mirror, with single"
              + " separators");
    }
    return text;
  }
}
