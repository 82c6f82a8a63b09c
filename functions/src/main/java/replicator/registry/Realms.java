package replicator.registry;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import replicator.registry.http.Endpoint;

/**
 * Which token services may see a registry's login.
 *
 * <p>A realm belongs to a registry if it is on the registry's host, beneath it, or in the table of
 * services that are known. It belongs also if it is on the domain right above the registry's host
 * or beneath that ({@code registry.example.com} and {@code auth.example.com} or {@code
 * example.com}, as GitLab and docker_auth are set up), where that domain is one owner's. Only the
 * public suffix list says which domains are, and no short rule is right for all: domains such as
 * {@code co.uk} are recognized by their form, those where anybody can get a name by a list of the
 * common ones, and every other is taken for one owner's. A login could be given away only if a
 * registry were made to name a stranger's realm, and that stranger had a name right beside it. A
 * realm that does not belong can be allowed by name.
 */
final class Realms {
  private static final Map<String, String> KNOWN = Map.of("registry-1.docker.io", "auth.docker.io");

  /** Anybody can get a name beneath these. */
  private static final Set<String> SHARED =
      Set.of(
          "amazonaws.com",
          "amazonaws.com.cn",
          "on.aws",
          "awsapprunner.com",
          "cloudfront.net",
          "elasticbeanstalk.com",
          "azurecr.io",
          "azurewebsites.net",
          "azurefd.net",
          "azureedge.net",
          "windows.net",
          "azure.com",
          "cloudapp.net",
          "azurecontainerapps.io",
          "run.app",
          "web.app",
          "pkg.dev",
          "appspot.com",
          "googleapis.com",
          "cloudfunctions.net",
          "firebaseapp.com",
          "github.io",
          "githubusercontent.com",
          "gitlab.io",
          "jfrog.io",
          "cloudsmith.io",
          "cloudrepo.io",
          "herokuapp.com",
          "pages.dev",
          "workers.dev",
          "vercel.app",
          "netlify.app",
          "fly.dev",
          "onrender.com",
          "railway.app",
          "ondigitalocean.app",
          "digitaloceanspaces.com",
          "scw.cloud",
          "ovh.net",
          "aliyuncs.com",
          "myqcloud.com",
          "tencentcloudcr.com",
          "myhuaweicloud.com",
          "oraclecloud.com",
          "ocir.io",
          "icr.io",
          "ngrok.io",
          "ngrok.app",
          "ngrok-free.app",
          "trycloudflare.com",
          "loca.lt",
          "ts.net",
          "duckdns.org",
          "dyndns.org",
          "no-ip.org",
          "ddns.net",
          "nip.io",
          "sslip.io",
          "xip.io",
          "traefik.me");

  private final Set<String> allowed;

  /**
   * @param allowed hosts of token services that may see any login, on any port or on the one named
   */
  Realms(Set<String> allowed) {
    this.allowed = allowed.stream().map(Realms::lower).collect(Collectors.toUnmodifiableSet());
  }

  boolean maySee(URI realm, Endpoint registry) {
    String host = lower(realm.getHost());
    String own = lower(registry.host());
    return host.equals(own)
        || host.endsWith("." + own)
        || host.equals(KNOWN.get(own))
        || allowed.contains(host)
        || allowed.contains(host + ":" + Endpoint.port(realm))
        || besides(host, own);
  }

  private static boolean besides(String host, String own) {
    String above = own.substring(own.indexOf('.') + 1);
    boolean oneOwners =
        above.contains(".")
            && !above.equals(own)
            && !above.matches("(.*\\.)?[0-9]+")
            && !above.matches("[a-z]{1,3}\\.[a-z]{2}")
            && SHARED.stream().noneMatch(shared -> own.endsWith("." + shared));
    return oneOwners && (host.equals(above) || host.endsWith("." + above));
  }

  private static String lower(String host) {
    return host.toLowerCase(Locale.ROOT);
  }
}
