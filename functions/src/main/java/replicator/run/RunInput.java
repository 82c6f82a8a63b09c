package replicator.run;

import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a person, the schedule or a push asks of a run: the input of an execution. docs/operating.md
 * has an example of each key.
 *
 * @param waits whether it waits for a run in progress to end; otherwise it is skipped
 * @param dryRun whether it only reports what a run would do
 * @param copyAgain whether it also copies what is the same on both sides
 * @param images a list that takes the place of the stack's
 * @param repositories of the source, to which the stack's selection is narrowed; none: all of it
 */
public record RunInput(
    boolean waits,
    boolean dryRun,
    boolean copyAgain,
    Optional<String> images,
    Set<String> repositories) {

  /**
   * startedBy and Comment are notes for people, and mean nothing here; the console's form begins
   * with Comment.
   */
  private static final Set<String> KEYS =
      new TreeSet<>(
          Set.of(
              "startedBy", "Comment", "whenBusy", "dryRun", "copyAgain", "images", "repository"));

  public RunInput {
    repositories = Set.copyOf(repositories);
  }

  /**
   * @param input as JSON has it: maps, texts, numbers, truth values
   * @throws InvalidInput naming the first key that is invalid
   */
  public static RunInput of(@Nullable Object input) {
    Map<?, ?> given =
        switch (input) {
          case null -> Map.of();
          case Map<?, ?> map -> map;
          default -> throw invalid("the execution's input", input, "a JSON object, such as {}");
        };
    for (Object key : given.keySet()) {
      if (!KEYS.contains(String.valueOf(key))) {
        throw invalid("a key of the execution's input", key, "one of " + String.join(", ", KEYS));
      }
    }
    Optional<String> images = text(given, "images", "a list such as team/app:v1,team/web:latest");
    Optional<String> repository = text(given, "repository", "a repository's name");
    if (images.isPresent() && repository.isPresent()) {
      throw invalid("repository", repository.get(), "no value beside images: use one or the other");
    }
    return new RunInput(
        waits(given),
        flag(given, "dryRun"),
        flag(given, "copyAgain"),
        images,
        repository.map(Set::of).orElseGet(Set::of));
  }

  /** Whether the run is about everything that the stack replicates. */
  public boolean isWhole() {
    return images.isEmpty() && repositories.isEmpty();
  }

  /** This input, for further repositories of the source as well. */
  public RunInput and(Collection<String> more) {
    Set<String> all = new HashSet<>(repositories);
    all.addAll(more);
    return new RunInput(waits, dryRun, copyAgain, images, all);
  }

  private static boolean waits(Map<?, ?> input) {
    String expected = "WAIT or SKIP";
    return switch (text(input, "whenBusy", expected).orElse("SKIP")) {
      case "WAIT" -> true;
      case "SKIP" -> false;
      case String other -> throw invalid("whenBusy", other, expected);
    };
  }

  private static boolean flag(Map<?, ?> input, String key) {
    return switch (input.get(key)) {
      case null -> false;
      case Boolean flag -> flag;
      case Object other -> throw invalid(key, other, "true or false, without quotes");
    };
  }

  private static Optional<String> text(Map<?, ?> input, String key, String expected) {
    return switch (input.get(key)) {
      case null -> Optional.empty();
      case String text when !text.isBlank() -> Optional.of(text);
      case Object other -> throw invalid(key, other, expected);
    };
  }

  private static InvalidInput invalid(String name, @Nullable Object value, String expected) {
    return InvalidInput.of(name, String.valueOf(value), expected);
  }
}
