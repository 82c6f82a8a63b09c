package replicator.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import replicator.copy.Copy;
import replicator.image.Digest;
import replicator.image.Repository;
import replicator.image.Tag;

class CopyLinesTest {
  /** Of an item, with all its attributes: 400 KB. */
  private static final int ROOM = 300_000;

  /** In the list of copies that a task is started with. */
  private static final int MOST_CHARACTERS = 8_192;

  @Property
  void copies_thatWereWritten_areReadAsTheyWere(@ForAll("batches") List<Copy> copies) {
    assertThat(CopyLines.read(CopyLines.write(copies))).isEqualTo(copies);
  }

  @Provide
  Arbitrary<List<Copy>> batches() {
    Arbitrary<Repository> repositories =
        Arbitraries.of(
                "quay.io/coreos/etcd",
                "localhost:5000/a",
                "123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn/mirror/a__b.c--d/e",
                "Registry.Example.COM/" + "x".repeat(255))
            .map(Repository::parse);
    Arbitrary<Digest> digests = hex(64).map("sha256:"::concat).map(Digest::new);
    Arbitrary<Tag> tags =
        Arbitraries.strings()
            .withChars("abXYZ019._-")
            .ofMinLength(0)
            .ofMaxLength(127)
            .map(rest -> new Tag("_" + rest));
    Arbitrary<OptionalLong> sizes =
        Arbitraries.longs()
            .greaterOrEqual(0)
            .optional()
            .map(size -> size.map(OptionalLong::of).orElse(OptionalLong.empty()));
    return Combinators.combine(repositories, digests, repositories, tags, digests.optional(), sizes)
        .as(Copy::new)
        .list()
        .ofMaxSize(60);
  }

  private static Arbitrary<String> hex(int digits) {
    return Arbitraries.strings().withChars("0123456789abcdef").ofLength(digits);
  }

  /** Shortest names, so most copies; random digests, which do not compress. */
  @Example
  void copies_ofTheFullestBatch_fitIntoAnItem() {
    List<Copy> copies = fullest();

    assertThat(copies).hasSizeGreaterThan(90);
    assertThat(CopyLines.write(copies)).hasSizeLessThan(ROOM / 10);
  }

  private static List<Copy> fullest() {
    Repository source = Repository.parse("a/b");
    Repository destination = Repository.parse("c/d");
    Random random = new Random(1);
    List<Copy> copies = new ArrayList<>();
    int characters = 0;
    while (characters < MOST_CHARACTERS) {
      Tag tag = new Tag("v" + copies.size());
      Digest digest = digest(random);
      copies.add(
          new Copy(
              source,
              digest,
              destination,
              tag,
              Optional.of(digest(random)),
              OptionalLong.of(random.nextLong(Long.MAX_VALUE))));
      characters += digest.value().length() + tag.value().length() + 1;
    }
    return copies;
  }

  private static Digest digest(Random random) {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return new Digest("sha256:" + HexFormat.of().formatHex(bytes));
  }

  @Example
  void copies_ofAFirstRun_takeFarLessThanTheirText() {
    List<Copy> first =
        fullest().stream()
            .map(
                copy ->
                    Copy.of(
                        copy.source(),
                        copy.digest(),
                        copy.destination(),
                        copy.tag(),
                        Optional.empty()))
            .toList();

    assertThat(CopyLines.write(first)).hasSizeLessThan(MOST_CHARACTERS * 2 / 3);
  }
}
