package replicator.ecs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import replicator.Accepted;
import replicator.copy.Copy;
import replicator.image.Digest;

/**
 * The same names as in {@link HostileNamesTest}, on to the end: through the variable of the task
 * into the real script, with a skopeo that only notes its arguments. What the parser lets through
 * arrives as one source and one destination; what it refuses the script, which trusts nobody,
 * refuses as well, or takes for plain names.
 */
class HostileScriptTest extends HostileNames {
  private static final Path SCRIPT = Path.of("..", "skopeo-task", "copy-images.sh");
  private static final String PLACES =
      "docker://registry.example(/[a-z0-9._-]+)+@sha256:[0-9a-f]{64}"
          + " docker://registry.example(/[a-z0-9._-]+)+:[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}";
  private static final Digest DIGEST = new Digest("sha256:" + "0".repeat(64));

  private static final Path DIRECTORY = withSkopeo();

  private static Path withSkopeo() {
    try {
      Path directory = Files.createTempDirectory("hostile");
      Path skopeo = directory.resolve("skopeo");
      // One argument a line; between two calls an empty one.
      Files.writeString(skopeo, "#!/bin/sh\nprintf '%s\\n' \"$@\" '' >>\"$TMPDIR/called\"\n");
      assertThat(skopeo.toFile().setExecutable(true)).isTrue();
      return directory;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @AfterContainer
  static void remove() throws IOException {
    try (var files = Files.list(DIRECTORY)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(DIRECTORY);
  }

  @Property(tries = 150)
  void hostileName_isCopiedAsOneNameOrReachesNoSkopeo(
      @ForAll("hostile") String name, @ForAll("hostile") String tag)
      throws IOException, InterruptedException {
    String source = "registry.example/" + name;
    Optional<Copy> copy = copy(source, DIGEST.value(), tag);
    Accepted.sometimes(copy.isPresent());
    Files.deleteIfExists(DIRECTORY.resolve("called"));
    int code =
        run(
            copy.map(one -> CopyList.write(List.of(one)))
                .orElse("from %s to %s\n%s %s\n".formatted(source, source, DIGEST.hex(), tag)));
    if (copy.isPresent()) {
      assertThat(code).isZero();
      assertThat(arguments()).containsExactly(places(copy.orElseThrow()));
    } else if (code == 2) {
      assertThat(arguments()).isEmpty();
    } else { // such as a line's end behind a tag
      assertThat(arguments()).allMatch(places -> places.matches(PLACES));
    }
    assertThat(DIRECTORY.resolve("executed")).doesNotExist();
    try (var left = Files.list(DIRECTORY)) {
      assertThat(left.map(file -> file.getFileName().toString()))
          .isSubsetOf("skopeo", "called", "said");
    }
  }

  private static String places(Copy copy) {
    return "docker://%s@%s docker://%s:%s"
        .formatted(copy.source(), copy.digest(), copy.destination(), copy.tag());
  }

  /** Exit code of the script as ECS starts it: its text is the command. */
  private static int run(String copies) throws IOException, InterruptedException {
    ProcessBuilder task =
        new ProcessBuilder("sh", "-c", Files.readString(SCRIPT))
            .redirectErrorStream(true)
            .redirectOutput(DIRECTORY.resolve("said").toFile());
    task.environment().clear();
    task.environment()
        .putAll(
            Map.of(
                "PATH",
                DIRECTORY + ":" + System.getenv("PATH"),
                "TMPDIR",
                DIRECTORY.toString(),
                "REGISTRY_AUTH",
                "{\"auths\": {}}",
                "COPIES",
                copies.replace('\0', '\1')));
    return task.start().waitFor();
  }

  /** Of each call of skopeo what comes after its options, which are the script's own. */
  private static List<String> arguments() throws IOException {
    Path called = DIRECTORY.resolve("called");
    if (!Files.exists(called)) {
      return List.of();
    }
    return List.of(Files.readString(called, UTF_8).split("\n\n")).stream()
        .map(HostileScriptTest::withoutOptions)
        .toList();
  }

  private static String withoutOptions(String call) {
    List<String> words = call.lines().toList();
    assertThat(words.subList(0, words.size() - 2))
        .containsExactly(
            "--command-timeout",
            "3600s",
            "--tmpdir",
            words.get(3),
            "copy",
            "--multi-arch",
            "all",
            "--preserve-digests",
            "--remove-signatures",
            "--authfile",
            words.get(3) + "/auth.json");
    return String.join(" ", words.subList(words.size() - 2, words.size()));
  }
}
