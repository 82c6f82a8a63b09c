package replicator.ecs;

import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import replicator.copy.Copy;
import replicator.image.Digest;
import replicator.image.InvalidReference;
import replicator.image.Repository;
import replicator.image.Tag;

/** Names that mean harm, and what the parsers make of them. */
abstract class HostileNames {
  static Optional<Copy> copy(String source, String digest, String tag) {
    try {
      Repository repository = Repository.parse(source);
      return Optional.of(
          Copy.of(repository, new Digest(digest), repository, new Tag(tag), Optional.empty()));
    } catch (InvalidReference e) {
      return Optional.empty();
    }
  }

  /** What shells, options, paths and line ends are made of, between what names are made of. */
  @Provide
  Arbitrary<String> hostile() {
    Arbitrary<String> harmful =
        Arbitraries.of(
            "$(touch $TMPDIR/executed)",
            "$(id)",
            "`id`",
            ";id",
            "|id",
            "&",
            "\n",
            "\r",
            "\t",
            "\u0000",
            " ",
            "'",
            "\"",
            "\\",
            "--debug",
            "-",
            "..",
            "/",
            "//",
            "@",
            ":",
            "*",
            "?",
            "~",
            "#",
            "%",
            "$IFS",
            "${PATH}",
            "\u202e",
            "\u2028",
            "é",
            "\ud83d\ude00",
            "from a to b",
            "docker://",
            "dir:/etc",
            "--dest-tls-verify=false",
            "\n--debug",
            " --debug",
            "a".repeat(10_000));
    Arbitrary<String> plain =
        Arbitraries.strings().withCharRange('a', 'z').numeric().withChars("._-").ofMaxLength(6);
    Arbitrary<String> part = Arbitraries.frequencyOf(Tuple.of(3, plain), Tuple.of(1, harmful));
    return Combinators.combine(plain, part.list().ofMaxSize(5))
        .as((first, rest) -> first + String.join("", rest));
  }
}
