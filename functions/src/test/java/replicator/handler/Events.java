package replicator.handler;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The files that {@code sam local invoke} takes, as Lambda would hand them over. */
final class Events {
  static final ObjectMapper JSON = new ObjectMapper();

  private Events() {}

  static <T> T read(String name, Class<T> request) {
    try {
      return JSON.readValue(text(name), request);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Map<String, Object> read(String name) {
    try {
      return JSON.readValue(text(name), new TypeReference<>() {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(String name) throws IOException {
    return Files.readString(Path.of("../events").resolve(name + ".json"));
  }
}
