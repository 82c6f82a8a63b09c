package replicator.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import replicator.image.Digest;
import replicator.image.RegistryHost;

/** Puts small images into a registry, by HTTP and without the code under test. */
final class Pushing {
  private static final String OCI = "application/vnd.oci.image.";
  private static final String DOCKER = "application/vnd.docker.distribution.manifest.";

  private final HttpClient client = HttpClient.newHttpClient();
  private final RegistryHost host;
  private final Optional<String> authorization;

  Pushing(RegistryHost host, Optional<String> authorization) {
    this.host = host;
    this.authorization = authorization;
  }

  /** An OCI manifest whose configuration is that text. */
  Digest image(String repository, String reference, String text)
      throws IOException, InterruptedException {
    return image(repository, reference, text, OCI + "manifest.v1+json");
  }

  /** The same as Docker has it. */
  Digest dockerImage(String repository, String reference, String text)
      throws IOException, InterruptedException {
    return image(repository, reference, text, DOCKER + "v2+json");
  }

  private Digest image(String repository, String reference, String text, String type)
      throws IOException, InterruptedException {
    String config = "{\"comment\":\"%s\"}".formatted(text);
    Digest blob = blob(repository, config);
    return manifest(
        repository,
        reference,
        type,
        """
        {"schemaVersion":2,"mediaType":"%s","config":{"mediaType":"%s","size":%d,"digest":"%s"},"layers":[]}"""
            .formatted(type, OCI + "config.v1+json", config.length(), blob));
  }

  /** An OCI index of images that are there. */
  Digest index(String repository, String reference, List<Digest> images)
      throws IOException, InterruptedException {
    String type = OCI + "index.v1+json";
    String entries =
        images.stream()
            .map(
                digest ->
                    "{\"mediaType\":\"%smanifest.v1+json\",\"size\":1,\"digest\":\"%s\"}"
                        .formatted(OCI, digest))
            .collect(Collectors.joining(","));
    return manifest(
        repository,
        reference,
        type,
        "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"manifests\":[%s]}".formatted(type, entries));
  }

  private Digest manifest(String repository, String reference, String type, String content)
      throws IOException, InterruptedException {
    Digest digest = Digest.of(content.getBytes(StandardCharsets.UTF_8));
    String path =
        "/v2/%s/manifests/%s".formatted(repository, reference.isEmpty() ? digest : reference);
    HttpResponse<String> answer =
        send(request(uri(path), type).PUT(BodyPublishers.ofString(content)).build());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return digest;
  }

  private Digest blob(String repository, String content) throws IOException, InterruptedException {
    Digest digest = Digest.of(content.getBytes(StandardCharsets.UTF_8));
    URI uploads = uri("/v2/%s/blobs/uploads/".formatted(repository));
    HttpResponse<String> started =
        send(request(uploads, "text/plain").POST(BodyPublishers.noBody()).build());
    String location = started.headers().firstValue("location").orElseThrow();
    String separator = location.contains("?") ? "&" : "?";
    URI upload = uploads.resolve(location + separator + "digest=" + digest);
    HttpResponse<String> answer =
        send(
            request(upload, "application/octet-stream")
                .PUT(BodyPublishers.ofString(content))
                .build());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return digest;
  }

  private URI uri(String path) {
    return URI.create("http://" + host + path);
  }

  private HttpRequest.Builder request(URI uri, String type) {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri).header("Content-Type", type);
    authorization.ifPresent(value -> request.header("Authorization", value));
    return request;
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return client.send(request, BodyHandlers.ofString());
  }
}
