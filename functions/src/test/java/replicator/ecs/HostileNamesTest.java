package replicator.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;
import replicator.image.Digest;
import replicator.image.InvalidReference;
import replicator.image.Repository;
import replicator.image.Tag;
import replicator.plan.Copy;

/**
 * Names from people and foreign registries, on their way into the variable that the task's script
 * reads: they are refused, or become one line of its grammar. The grammar stands here as in the
 * script; skopeo-task/tests proves what the script does with other lines.
 */
class HostileNamesTest {
  private static final String LINE =
      "from [A-Za-z0-9.:-]+(/[a-z0-9._-]+)+ to [A-Za-z0-9.:-]+(/[a-z0-9._-]+)+"
          + "|sha256:[0-9a-f]{64} [A-Za-z0-9_][A-Za-z0-9_.-]{0,127}";

  private static final String DIGEST = "sha256:" + "0".repeat(64);

  @Property(tries = 2000)
  void hostileName_isRefusedOrBecomesTwoPlainLines(
      @ForAll("hostile") String name, @ForAll("hostile") String tag) {
    Optional<Copy> copy = copy("registry.example/" + name, DIGEST, tag);
    Statistics.collect(copy.isPresent());
    copy.ifPresent(HostileNamesTest::isPlain);
  }

  @Property(tries = 1000)
  void hostileHost_isRefusedOrPlain(@ForAll("hostile") String host) {
    copy(host + "/app", DIGEST, "1").ifPresent(HostileNamesTest::isPlain);
  }

  @Property(tries = 1000)
  void hostileDigest_isRefusedOrPlain(@ForAll("hostile") String digest) {
    copy("registry.example/app", digest, "1").ifPresent(HostileNamesTest::isPlain);
    copy("registry.example/app", DIGEST + digest, "1").ifPresent(HostileNamesTest::isPlain);
  }

  private static void isPlain(Copy copy) {
    List<String> lines = CopyList.write(List.of(copy)).lines().toList();
    assertThat(lines)
        .hasSize(2)
        .allMatch(line -> line.matches(LINE))
        .noneMatch(HostileNamesTest::hasOption);
  }

  private static boolean hasOption(String line) {
    return Stream.of(line.split(" ", -1)).anyMatch(word -> word.startsWith("-"));
  }

  private static Optional<Copy> copy(String source, String digest, String tag) {
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
            "dir:/etc");
    Arbitrary<String> plain =
        Arbitraries.strings().withCharRange('a', 'z').numeric().withChars("._-").ofMaxLength(6);
    Arbitrary<String> part = Arbitraries.frequencyOf(Tuple.of(3, plain), Tuple.of(1, harmful));
    return Combinators.combine(plain, part.list().ofMaxSize(5))
        .as((first, rest) -> first + String.join("", rest));
  }
}
