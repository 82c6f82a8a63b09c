package replicator.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import replicator.image.RegistryHost;

/** The CNCF distribution registry, as a process on a loopback port. */
final class DockerRegistry implements AutoCloseable {
  /** Of user jane and password pass:word. */
  private static final String HTPASSWD =
      "jane:$2b$04$O7ji58wYNIPMeHCsFxUl3.nUpOT7v35RlHSOL9CQk3B8Pe4m8A6ta\n";

  private static final Pattern LISTENING = Pattern.compile("listening on 127\\.0\\.0\\.1:(\\d+)\"");

  /** Twenty for each of 30 seconds. */
  private static final int MOST_LOOKS = 600;

  private final Process process;
  private final int port;
  private final Path data;

  private DockerRegistry(Process process, int port, Path data) {
    this.process = process;
    this.port = port;
    this.data = data;
  }

  static DockerRegistry open(Path directory) throws IOException, InterruptedException {
    return start(directory, "");
  }

  /** With a login, asked for by Basic. */
  static DockerRegistry closed(Path directory) throws IOException, InterruptedException {
    Path passwords = Files.writeString(directory.resolve("htpasswd"), HTPASSWD);
    return start(directory, "auth: {htpasswd: {realm: here, path: %s}}\n".formatted(passwords));
  }

  private static DockerRegistry start(Path directory, String more)
      throws IOException, InterruptedException {
    Path data = directory.resolve("data");
    Path log = directory.resolve("log");
    Path configuration =
        Files.writeString(directory.resolve("config.yml"), configuration(data) + more);
    Process process =
        new ProcessBuilder("docker-registry", "serve", configuration.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    for (int looks = 0; looks < MOST_LOOKS; looks++) {
      boolean ended = process.waitFor(50, TimeUnit.MILLISECONDS);
      String said = Files.readString(log);
      Matcher listening = LISTENING.matcher(said);
      if (listening.find() && !ended) {
        return new DockerRegistry(process, Integer.parseInt(listening.group(1)), data);
      }
      if (ended) {
        throw new IOException("docker-registry ended: " + said);
      }
    }
    process.destroy();
    throw new IOException("docker-registry does not listen: " + Files.readString(log));
  }

  /** On a port that nobody else has, which the log tells. */
  private static String configuration(Path data) {
    return """
    version: 0.1
    log: {level: info, accesslog: {disabled: true}}
    storage:
      filesystem: {rootdirectory: %s}
      cache: {blobdescriptor: inmemory}
    http: {addr: "127.0.0.1:0"}
    """
        .formatted(data);
  }

  RegistryHost host() {
    return new RegistryHost("127.0.0.1:" + port);
  }

  /** Behind its back, in its own layout: a thousand pushes would take minutes. */
  void addEmptyRepository(String name) throws IOException {
    Files.createDirectories(
        data.resolve("docker/registry/v2/repositories").resolve(name).resolve("_layers"));
  }

  @Override
  public void close() {
    process.destroy();
  }
}
