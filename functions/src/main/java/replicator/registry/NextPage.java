package replicator.registry;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import replicator.failure.PermanentFailure;
import replicator.registry.http.References;
import replicator.registry.http.RegistryRequest;

/**
 * Where the Link header of a page leads, RFC 8288. Only its path and query count: it stays on the
 * host that the page came from, and a registry behind a gateway calls itself http there.
 */
final class NextPage {
  /**
   * Of a quoted relation the lookahead finds the word; to try its parts again would take minutes.
   */
  private static final Pattern LINK =
      Pattern.compile(
          "(?i)<([^>]*)>\\s*(?:;[^,]*?)?;\\s*rel\\s*=\\s*"
              + "(?:next|\"(?=(?:[^\"]*\\s)?next[\\s\"])[^\"]*+\")(?=\\s*(?:[;,]|$))");

  /** Longer than any list's, and short enough for the pattern, whatever it holds. */
  private static final int LONGEST = 8_192;

  private NextPage() {}

  static Optional<RegistryRequest> of(RegistryRequest page, HttpResponse<byte[]> answer) {
    List<String> links = answer.headers().allValues("link");
    links.forEach(link -> refuseIfLong(page, link));
    return links.stream()
        .map(LINK::matcher)
        .filter(Matcher::find)
        .findFirst()
        .map(link -> page.at(target(page, answer.uri(), link.group(1))));
  }

  private static void refuseIfLong(RegistryRequest page, String link) {
    if (link.length() > LONGEST) {
      throw new PermanentFailure(
          "%s: its Link has more than %d characters".formatted(page, LONGEST));
    }
  }

  private static URI target(RegistryRequest page, URI from, String link) {
    try {
      URI target = References.resolve(from, link);
      URI base = page.endpoint().hasHost(target) ? page.endpoint().base() : from;
      if (base.getHost().equalsIgnoreCase(target.getHost()) && target.getRawPath() != null) {
        String query = target.getRawQuery() == null ? "" : "?" + target.getRawQuery();
        // Not resolved: a path that begins with two slashes would name another host.
        return URI.create(
            base.getScheme() + "://" + base.getRawAuthority() + target.getRawPath() + query);
      }
    } catch (IllegalArgumentException e) {
      // Said below, without what the link holds.
    }
    throw new PermanentFailure(page + ": its next page is not on the same host");
  }
}
