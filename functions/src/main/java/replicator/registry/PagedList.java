package replicator.registry;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.logging.Logger;
import replicator.failure.PermanentFailure;
import replicator.failure.TransientFailure;
import replicator.registry.http.Json;
import replicator.registry.http.RegistryRequest;

/** Reads a list to its end: whole, or not at all. */
final class PagedList {
  private static final Logger LOG = Logger.getLogger(PagedList.class.getName());

  private static final int LONGEST_PAGE = 16 << 20;
  private static final int MOST_PAGES = 5_000;

  /** ECR holds 100,000 images in a repository, so more could not be replicated. */
  private static final int MOST_NAMES = 300_000;

  /**
   * Several times the length that a name may have: so many of this length fit into a function's
   * memory.
   */
  private static final int LONGEST_NAME = 1_000;

  /** The most that distribution serves; quay.io has refused more than 100 with status 400. */
  private static final int PAGE = 1_000;

  private static final int SMALL_PAGE = 100;

  /**
   * Of a page that a Link has led to. Nexus answers so at a repository's own port, as its links
   * hold the path of its main one: <a
   * href="https://github.com/sonatype/nexus-public/issues/1011">issue 1011</a>.
   */
  private static final Set<Integer> LED_ASTRAY = Set.of(400, 404);

  /**
   * Of a page that no Link has led to: this registry does not go on after a name. Amazon ECR wants
   * a token of its own there.
   */
  private static final Set<Integer> NO_SUCH_PAGE = Set.of(400, 405, 501);

  private final Registry registry;
  private final String path;
  private final String field;
  private final String scope;

  /**
   * @param field of the answer that has the names
   */
  PagedList(Registry registry, String path, String field, String scope) {
    this.registry = registry;
    this.path = path;
    this.field = field;
    this.scope = scope;
  }

  Listing read() {
    Listing listed = read(PAGE);
    boolean tooMuch = listed instanceof Listing.Refused refused && refused.status() == 400;
    return tooMuch ? read(SMALL_PAGE) : listed;
  }

  /**
   * Whether, and how, the registry refuses the list.
   *
   * @throws TransientFailure if what answers is no registry
   */
  Optional<Listing.Refused> refusal() {
    RegistryRequest shortest = page("?n=1");
    HttpResponse<byte[]> answer = registry.ask(shortest);
    if (answer.statusCode() != 200) {
      return Optional.of(refused(shortest, answer));
    }
    Json.required(shortest, answer);
    return Optional.empty();
  }

  private Listing read(int size) {
    SequencedSet<String> names = new LinkedHashSet<>();
    Set<URI> seen = new HashSet<>();
    Optional<RegistryRequest> next = Optional.of(page("?n=" + size));
    boolean guessed = false;
    while (next.isPresent()) {
      RegistryRequest page = next.get();
      if (!seen.add(page.uri()) || seen.size() > MOST_PAGES) {
        throw new PermanentFailure(page + ": its pages have no end");
      }
      HttpResponse<byte[]> answer = registry.ask(page);
      if (answer.statusCode() != 200) {
        Listing.Refused refused = refused(page, answer);
        if (seen.size() == 1) {
          return refused;
        }
        if (guessed && refused.told() && NO_SUCH_PAGE.contains(refused.status())) {
          LOG.warning("%s: status %d, so the list ends".formatted(page, refused.status()));
          break;
        }
        next = Optional.of(insteadOf(refused, names, size, seen));
        continue;
      }
      int before = names.size();
      int received = add(page, answer, names);
      next = NextPage.of(page, answer);
      // A Link is no duty: the list may be cut at what was asked for.
      guessed = next.isEmpty() && received == size && names.size() > before;
      if (guessed) {
        next = Optional.of(after(names.getLast(), size));
      }
    }
    return new Listing.Names(names);
  }

  private RegistryRequest after(String last, int size) {
    return page("?n=" + size + "&last=" + encoded(last));
  }

  private RegistryRequest page(String query) {
    return registry.request("GET", path + query, scope, "application/json", LONGEST_PAGE);
  }

  /**
   * The page that a Link should have led to.
   *
   * @throws TransientFailure if there is none, for half a list is none
   */
  private RegistryRequest insteadOf(
      Listing.Refused refused, SequencedSet<String> names, int size, Set<URI> seen) {
    if (LED_ASTRAY.contains(refused.status()) && !names.isEmpty()) {
      RegistryRequest own = after(names.getLast(), size);
      if (!seen.contains(own.uri())) {
        return own;
      }
    }
    throw new TransientFailure(
        "%s: status %d in the middle of a list".formatted(refused.request(), refused.status()));
  }

  private static Listing.Refused refused(RegistryRequest page, HttpResponse<byte[]> answer) {
    boolean told = Json.object(answer).filter(body -> body.path("errors").isArray()).isPresent();
    return new Listing.Refused(
        page, answer.statusCode(), told, Challenges.askForPassword(page, answer));
  }

  private int add(RegistryRequest page, HttpResponse<byte[]> answer, Set<String> into) {
    JsonNode body = Json.required(page, answer);
    JsonNode names = body.path(field);
    if (!names.isArray() && !(body.has(field) && names.isNull())) { // null: there are none
      throw new TransientFailure("%s: answered without %s".formatted(page, field));
    }
    for (JsonNode name : names) {
      if (name.isNull()) {
        continue; // as Nexus lists: https://github.com/containers/skopeo/issues/2409
      }
      if (!name.isTextual()) {
        throw new PermanentFailure("%s: one of its %s is no text".formatted(page, field));
      }
      if (name.textValue().length() > LONGEST_NAME) {
        throw new PermanentFailure(
            "%s: one of its %s has more than %d characters".formatted(page, field, LONGEST_NAME));
      }
      into.add(name.textValue());
    }
    if (into.size() > MOST_NAMES) {
      throw new PermanentFailure("%s: more than %d %s".formatted(page, MOST_NAMES, field));
    }
    return names.size();
  }

  private static String encoded(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8);
  }
}
