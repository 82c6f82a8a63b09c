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
import replicator.Accepted;
import replicator.copy.Copy;

/**
 * Names from people and foreign registries, on their way into the variable that the task's script
 * reads: they are refused, or become one line of its grammar. The grammar stands here as in the
 * script; HostileScriptTest goes on to the script itself.
 */
class HostileNamesTest extends HostileNames {
  private static final String LINE =
      "from [A-Za-z0-9.:-]+(/[a-z0-9._-]+)+ to [A-Za-z0-9.:-]+(/[a-z0-9._-]+)+"
          + "|[0-9a-f]{64} [A-Za-z0-9_][A-Za-z0-9_.-]{0,127}";

  private static final String DIGEST = "sha256:" + "0".repeat(64);

  @Property(tries = 2000)
  void hostileName_isRefusedOrBecomesTwoPlainLines(
      @ForAll("hostile") String name, @ForAll("hostile") String tag) {
    Optional<Copy> copy = copy("registry.example/" + name, DIGEST, tag);
    Accepted.sometimes(copy.isPresent());
    copy.ifPresent(HostileNamesTest::isPlain);
  }

  @Property(tries = 1000)
  void hostileHost_isRefusedOrPlain(@ForAll("hostile") String host) {
    Optional<Copy> copy = copy(host + "/app", DIGEST, "1");
    Accepted.sometimes(copy.isPresent());
    copy.ifPresent(HostileNamesTest::isPlain);
  }

  @Property(tries = 1000)
  void hostileDigest_isRefusedOrPlain(@ForAll("digests") String digest) {
    Optional<Copy> copy = copy("registry.example/app", digest, "1");
    Accepted.sometimes(copy.isPresent());
    copy.ifPresent(HostileNamesTest::isPlain);
  }

  @Provide
  Arbitrary<String> digests() {
    Arbitrary<String> good =
        Arbitraries.strings().withCharRange('a', 'f').numeric().ofLength(64).map("sha256:"::concat);
    return Arbitraries.oneOf(
        good, hostile(), Combinators.combine(good, hostile()).as(String::concat));
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
}
