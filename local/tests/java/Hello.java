import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/** A function of a java* runtime: answers what it is run by. */
public final class Hello {
  public Map<String, String> handle(Map<String, String> event) throws IOException {
    return Map.of(
        "name", event.get("name"),
        "java", String.valueOf(Runtime.version().feature()),
        "trust", System.getProperty("javax.net.ssl.trustStore", ""),
        "library", library());
  }

  /** The file that the runtime interface client's native library was loaded from. */
  private static String library() throws IOException {
    try (var lines = Files.lines(Path.of("/proc/self/maps"))) {
      return lines
          .filter(line -> line.contains("libaws-lambda-jni"))
          .map(line -> line.substring(line.indexOf('/')))
          .distinct()
          .collect(Collectors.joining());
    }
  }
}
