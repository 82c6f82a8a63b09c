package replicator.registry;

import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import replicator.registry.http.RegistryRequest;

/**
 * Reads WWW-Authenticate, <a href="https://www.rfc-editor.org/rfc/rfc9110#section-11.6.1">RFC
 * 9110</a>: several challenges may share one header, and commas stand inside of quoted values too.
 */
final class Challenges {
  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
  private static final Pattern SCHEME = Pattern.compile("\\G[\\s,]*(" + TOKEN + ")(?=\\s|,|$)");
  private static final Pattern PARAMETER =
      Pattern.compile(
          "\\G[\\s,]*(" + TOKEN + ")\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*+)\"|(" + TOKEN + "))");
  private static final int LONGEST = 8192;

  private Challenges() {}

  /** The one to answer: Bearer before Basic, as it shows a login to the token service only. */
  static Optional<Challenge> best(HttpHeaders headers) {
    List<Challenge> all =
        headers.allValues("www-authenticate").stream()
            .filter(value -> value.length() <= LONGEST)
            .flatMap(value -> parse(value).stream())
            .toList();
    return all.stream()
        .filter(challenge -> challenge.isBearer() && challenge.parameter("realm").isPresent())
        .findFirst()
        .or(() -> all.stream().filter(Challenge::isBasic).findFirst());
  }

  /**
   * Whether the one to answer is Basic, and of the registry: one that it redirects to gets no
   * login.
   */
  static boolean askForPassword(RegistryRequest request, HttpResponse<?> answer) {
    return request.endpoint().owns(answer.uri())
        && best(answer.headers()).filter(Challenge::isBasic).isPresent();
  }

  static List<Challenge> parse(String header) {
    List<Challenge> challenges = new ArrayList<>();
    Matcher scheme = SCHEME.matcher(header);
    int at = 0;
    while (scheme.find(at)) {
      Map<String, String> parameters = new LinkedHashMap<>();
      at = parameters(header, scheme.end(), parameters);
      challenges.add(new Challenge(scheme.group(1).toLowerCase(Locale.ROOT), parameters));
    }
    return challenges;
  }

  private static int parameters(String header, int from, Map<String, String> into) {
    Matcher parameter = PARAMETER.matcher(header);
    int at = from;
    while (parameter.find(at)) {
      String quoted = parameter.group(2);
      into.putIfAbsent(
          parameter.group(1).toLowerCase(Locale.ROOT),
          quoted == null ? parameter.group(3) : quoted.replaceAll("\\\\(.)", "$1"));
      at = parameter.end();
    }
    return at;
  }
}
