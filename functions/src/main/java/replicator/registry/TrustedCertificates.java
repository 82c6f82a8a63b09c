package replicator.registry;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import replicator.failure.InvalidParameter;

/** Whose certificates are believed: the usual authorities, and a private one beside them. */
final class TrustedCertificates {
  private TrustedCertificates() {}

  static SSLContext context(Optional<PrivateCa> privateCa) {
    try {
      if (privateCa.isEmpty()) {
        return SSLContext.getDefault();
      }
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      for (X509Certificate anchor : anchors(privateCa)) {
        store.setCertificateEntry("anchor-" + store.size(), anchor);
      }
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers(store), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("TLS cannot be set up", e);
    }
  }

  static Set<X509Certificate> anchors(Optional<PrivateCa> privateCa) {
    try {
      Set<X509Certificate> anchors = new HashSet<>();
      for (TrustManager manager : managers(null)) {
        if (manager instanceof X509TrustManager usual) {
          anchors.addAll(List.of(usual.getAcceptedIssuers()));
        }
      }
      privateCa.ifPresent(given -> anchors.addAll(certificates(given)));
      return anchors;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the usual authorities cannot be read", e);
    }
  }

  private static TrustManager[] managers(@Nullable KeyStore anchors)
      throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(anchors);
    return factory.getTrustManagers();
  }

  private static List<X509Certificate> certificates(PrivateCa given) {
    byte[] text = given.pem().getBytes(StandardCharsets.US_ASCII);
    try {
      List<X509Certificate> found =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(text))
              .stream()
              .flatMap(each -> each instanceof X509Certificate one ? Stream.of(one) : Stream.of())
              .toList();
      if (!found.isEmpty()) {
        return found;
      }
    } catch (CertificateException e) {
      // Said below, as of a text without certificates.
    }
    throw new InvalidParameter(
        "srcRegistryCa",
        given.name(),
        "the name of an SSM parameter with certificates in PEM; what stands there is none");
  }
}
