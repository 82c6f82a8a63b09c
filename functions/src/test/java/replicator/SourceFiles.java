package replicator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The Java files below a directory, and how many lines they have. */
final class SourceFiles {
  private SourceFiles() {}

  static List<Path> below(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }

  static List<Path> longerThan(int lines, Path root) throws IOException {
    return below(root).stream().filter(file -> lines(file) > lines).toList();
  }

  static int median(Path root) throws IOException {
    List<Integer> lines = below(root).stream().map(SourceFiles::lines).sorted().toList();
    return lines.get(lines.size() / 2);
  }

  private static int lines(Path file) {
    try {
      return Files.readAllLines(file).size();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
