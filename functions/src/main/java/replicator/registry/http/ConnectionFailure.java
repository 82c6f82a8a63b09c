package replicator.registry.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import replicator.failure.PermanentFailure;

/** Says why a request got no answer. */
final class ConnectionFailure {
  private ConnectionFailure() {}

  /**
   * @throws PermanentFailure if it is the certificate, which no further attempt changes
   */
  static String reason(RegistryRequest request, IOException failure) {
    Optional<Throwable> certificate =
        Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
            .filter(ConnectionFailure::isOfACertificate)
            .reduce((_, cause) -> cause); // The innermost says most.
    if (certificate.isPresent()) {
      throw new PermanentFailure(
          "%s: the certificate of %s %s"
              .formatted(request, request.uri().getHost(), fault(certificate.get())),
          failure);
    }
    return switch (failure) {
      case UnknownHostException e -> "no such host";
      case HttpTimeoutException e -> "too slow";
      case ConnectException e -> "no connection";
      case SSLException e -> "TLS failed";
      default -> "connection broken";
    };
  }

  private static boolean isOfACertificate(Throwable cause) {
    return cause instanceof CertificateException || cause instanceof CertPathBuilderException;
  }

  private static String fault(Throwable cause) {
    String said = String.valueOf(cause.getMessage());
    return switch (cause) {
      case CertificateExpiredException e -> "has expired, or one of its chain has";
      case CertificateNotYetValidException e -> "is not valid yet, or one of its chain is not";
      case CertificateException e
          when said.startsWith("No subject alternative") || said.startsWith("No name matching") ->
          "is for another name";
      default -> "is not trusted; one of a private CA needs that CA's certificate (srcRegistryCa)";
    };
  }
}
