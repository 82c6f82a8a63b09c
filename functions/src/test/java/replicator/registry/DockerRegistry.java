package replicator.registry;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import replicator.image.RegistryHost;

/** The CNCF distribution registry, as a process on a loopback port. */
final class DockerRegistry implements AutoCloseable {
  /** Of user jane and password pass:word. */
  private static final String HTPASSWD =
      "jane:$2b$04$O7ji58wYNIPMeHCsFxUl3.nUpOT7v35RlHSOL9CQk3B8Pe4m8A6ta\n";

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
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Path data = directory.resolve("data");
    Path log = directory.resolve("log");
    Path configuration =
        Files.writeString(directory.resolve("config.yml"), configuration(data, port) + more);
    Process process =
        new ProcessBuilder("docker-registry", "serve", configuration.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    while (!listens(port)) {
      if (process.waitFor(50, TimeUnit.MILLISECONDS)) {
        throw new IOException("docker-registry ended: " + Files.readString(log));
      }
    }
    return new DockerRegistry(process, port, data);
  }

  private static String configuration(Path data, int port) {
    return """
    version: 0.1
    log: {level: warn, accesslog: {disabled: true}}
    storage:
      filesystem: {rootdirectory: %s}
      cache: {blobdescriptor: inmemory}
    http: {addr: "127.0.0.1:%d"}
    """
        .formatted(data, port);
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
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
