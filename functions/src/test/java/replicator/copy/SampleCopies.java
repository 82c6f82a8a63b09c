package replicator.copy;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import replicator.image.Digest;
import replicator.image.RegistryHost;
import replicator.image.Repository;
import replicator.image.RepositoryName;
import replicator.image.Tag;

/**
 * Copies for tests: from {@code source.example.com} to the same name at {@link #HOST}, unless they
 * say otherwise.
 */
public final class SampleCopies {
  public static final RegistryHost HOST =
      new RegistryHost("123456789012.dkr.ecr.eu-west-1.amazonaws.com");

  private SampleCopies() {}

  /** A digest for each number. */
  public static Digest digest(int number) {
    return new Digest("sha256:%064x".formatted(number));
  }

  public static Repository source(String name) {
    return Repository.parse("source.example.com/" + name);
  }

  public static Repository destination(String name) {
    return new Repository(HOST, new RepositoryName(name));
  }

  public static Copy copy(String name, String tag, int digest) {
    return Copy.of(source(name), digest(digest), destination(name), new Tag(tag), Optional.empty());
  }

  /** Between repositories as people type them. */
  public static Copy copy(String source, String destination, String tag, int digest) {
    return Copy.of(
        Repository.parse(source),
        digest(digest),
        Repository.parse(destination),
        new Tag(tag),
        Optional.empty());
  }

  public static Copy copy(String name, String tag, int digest, int previous) {
    return Copy.of(
        source(name),
        digest(digest),
        destination(name),
        new Tag(tag),
        Optional.of(digest(previous)));
  }

  /** So many tags of one repository, of so many bytes each. */
  public static Stream<Copy> copies(String name, int count, long bytes) {
    Repository from = source(name);
    Repository to = destination(name);
    return IntStream.rangeClosed(1, count)
        .mapToObj(
            number ->
                new Copy(
                    from,
                    digest(number),
                    to,
                    new Tag("v" + number),
                    Optional.empty(),
                    OptionalLong.of(bytes)));
  }

  public static Batch batch(int number, Copy... copies) {
    return new Batch(number, List.of(copies));
  }
}
