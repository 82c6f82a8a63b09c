package replicator.redaction;

import com.google.re2j.Pattern;
import java.util.List;

/**
 * Takes credentials out of a text by the forms they have: headers, JSON members, query parameters,
 * logins in URLs, access keys. It does not know the credentials themselves, so it is only a second
 * line of defence behind code that logs none.
 */
public final class Redaction {
  private static final String GONE = "[redacted]";

  private static final String MEMBER =
      "(?:auth|password|access_key_id|secret_access_key|identitytoken|registrytoken|token|"
          + "access_token|refresh_token|secretstring|authorizationtoken|secretaccesskey|"
          + "sessiontoken)";

  private static final List<Pattern> FORMS =
      List.of(
          // A header, up to the end of its line or its quotes.
          Pattern.compile(
              "(?i)((?:proxy-)?authorization\\\\?[\"']?\\s*[:=]\\s*\\\\?[\"']?)[^\"'\\r\\n\\\\]+"),
          // What such a header holds; no English word that follows "basic" is so long.
          Pattern.compile("(?i)\\b((?:basic|bearer)\\s+)[a-z0-9+/=._~-]{16,}"),
          // A member of JSON.
          Pattern.compile("(?i)(\"" + MEMBER + "\"\\s*:\\s*\")(?:[^\"\\\\]|\\\\.)+"),
          // The same in JSON that is a text of JSON: each quote and backslash has one before it.
          Pattern.compile(
              "(?i)(\\\\\""
                  + MEMBER
                  + "\\\\\"\\s*:\\s*\\\\\")"
                  + "(?:[^\"\\\\]|\\\\\\\\(?:\\\\[\"\\\\]|[^\\\\])|\\\\[^\"\\\\])+"),
          Pattern.compile(
              "(?i)\\b((?:password|secret_access_key|secretaccesskey|access_token|refresh_token|"
                  + "x-amz-security-token|x-amz-signature)=)[^\\s&\"',)]+"),
          Pattern.compile("(://[^/\\s:@]*:)[^/\\s@]+@"),
          Pattern.compile("\\b((?:AKIA|ASIA))[A-Z0-9]{16}\\b"));

  private Redaction() {}

  public static String of(String text) {
    String redacted = text;
    for (Pattern form : FORMS) {
      redacted = form.matcher(redacted).replaceAll("$1" + GONE);
    }
    return redacted;
  }
}
