package replicator.replication;

import static java.util.stream.Collectors.toMap;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import replicator.copy.CopyFailure;
import replicator.image.Digest;
import replicator.plan.Copy;

/** Which copies have arrived, and why the others have not. */
record Settlement(List<Copy> arrived, Map<Copy, CopyFailure> failures) {
  /**
   * @param copied whether its task says so of a copy that is made again
   * @param failure why the task has not copied it
   */
  static Settlement of(
      Map<Copy, Arrival> arrivals, Predicate<Copy> copied, Function<Copy, CopyFailure> failure) {
    List<Copy> arrived = new ArrayList<>();
    Map<Copy, CopyFailure> failures = new LinkedHashMap<>();
    arrivals.forEach(
        (copy, arrival) -> {
          switch (arrival) {
            case Arrival.Arrived() -> arrived.add(copy);
            case Arrival.Unproven() when copied.test(copy) -> arrived.add(copy);
            case Arrival.Unproven() -> failures.put(copy, failure.apply(copy));
            case Arrival.Missing(Optional<Digest> instead) ->
                failures.put(copy, pushedOver(failure.apply(copy), copy, instead));
            case Arrival.Unknown(String why) ->
                failures.put(copy, unknown(failure.apply(copy), why));
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
        .map(more -> new CopyFailure(failure.reason() + more, failure.permanent()))
        .orElse(failure);
  }

  /** As when the destination's parameters have changed since: nobody may look there any more. */
  private static CopyFailure unknown(CopyFailure failure, String why) {
    String reason = failure.reason() + "; whether it has arrived is not known: " + why;
    return new CopyFailure(reason, true);
  }
}
