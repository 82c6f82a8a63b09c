package replicator.replication;

import static java.util.stream.Collectors.toMap;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import replicator.copy.Copy;
import replicator.copy.CopyFailure;
import replicator.image.Digest;

/** Which copies have arrived, and why the others have not. */
record Settlement(List<Copy> arrived, Map<Copy, CopyFailure> failures) {
  /**
   * @param copied whether its task says so of a copy that is made again
   * @param said what is told of a copy, by skopeo or before
   * @param failure why a copy has not arrived of which that is said
   */
  static Settlement of(
      Map<Copy, Arrival> arrivals,
      Predicate<Copy> copied,
      Function<Copy, Optional<String>> said,
      Function<Optional<String>, CopyFailure> failure) {
    List<Copy> arrived = new ArrayList<>();
    Map<Copy, CopyFailure> failures = new LinkedHashMap<>();
    arrivals.forEach(
        (copy, arrival) -> {
          Optional<String> words = said.apply(copy);
          switch (arrival) {
            case Arrival.Arrived() -> arrived.add(copy);
            case Arrival.Unproven() when copied.test(copy) -> arrived.add(copy);
            case Arrival.Unproven() -> failures.put(copy, failure.apply(words));
            case Arrival.Missing(Optional<Digest> instead) ->
                failures.put(copy, pushedOver(failure.apply(words), copy, instead));
            case Arrival.Unknown(String why) -> failures.put(copy, unknown(words, why));
          }
        });
    return new Settlement(arrived, failures);
  }

  /** Of those that would fail again, or of the others. */
  Map<Copy, String> reasons(boolean permanent) {
    return failures.entrySet().stream()
        .filter(entry -> entry.getValue().permanent() == permanent)
        .collect(
            toMap(
                Map.Entry::getKey,
                entry -> entry.getValue().reason(),
                (one, other) -> one,
                LinkedHashMap::new));
  }

  /** Where the tag points neither to what is planned nor to what was there before the run. */
  private static CopyFailure pushedOver(CopyFailure failure, Copy copy, Optional<Digest> instead) {
    return instead
        .filter(digest -> !copy.previous().equals(Optional.of(digest)))
        .map("; the tag points to %s, which this run has not put there"::formatted)
        .filter(more -> !failure.reason().endsWith(more)) // said of an attempt before
        .map(more -> new CopyFailure(failure.reason() + more, failure.permanent()))
        .orElse(failure);
  }

  /** As when the destination's parameters have changed since: nobody may look there any more. */
  private static CopyFailure unknown(Optional<String> words, String why) {
    String before = words.map(said -> said + "; ").orElse("");
    return new CopyFailure(before + "whether it has arrived is not known: " + why, true);
  }
}
