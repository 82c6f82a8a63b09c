import java.util.Map;

/** A function of a java* runtime: answers what it is run by. */
public final class Hello {
  public Map<String, String> handle(Map<String, String> event) {
    return Map.of(
        "name", event.get("name"),
        "java", String.valueOf(Runtime.version().feature()),
        "trust", System.getProperty("javax.net.ssl.trustStore", ""));
  }
}
