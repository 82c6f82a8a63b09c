package replicator.image;

import java.util.List;

/**
 * The media types of manifests. A request has to accept all of them: a registry may convert a
 * manifest of a type that is not accepted, and then its digest is another.
 */
public final class ManifestTypes {
  /** It holds its own signature, so its digest is not that of its bytes. */
  public static final String SIGNED_SCHEMA_1 =
      "application/vnd.docker.distribution.manifest.v1+prettyjws";

  public static final List<String> ALL =
      List.of(
          "application/vnd.oci.image.index.v1+json",
          "application/vnd.oci.image.manifest.v1+json",
          "application/vnd.docker.distribution.manifest.list.v2+json",
          "application/vnd.docker.distribution.manifest.v2+json",
          SIGNED_SCHEMA_1,
          "application/vnd.docker.distribution.manifest.v1+json");

  private ManifestTypes() {}
}
