package replicator.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import replicator.copy.Batch;
import replicator.cost.Rates;
import replicator.text.Counted;

/**
 * What a run would do, for people.
 *
 * @param summary a sentence
 * @param upToDate images that are the same on both sides
 * @param toCopy images that are not
 * @param images those, as many as the answer has room for
 * @param imagesNotShown how many it has no room for
 * @param problems what could not be planned, a sentence each; a run would fail for them
 */
public record DryRun(
    String summary,
    int upToDate,
    int toCopy,
    Estimate estimate,
    List<DryRunImage> images,
    int imagesNotShown,
    List<String> problems,
    int problemsNotShown) {
  /**
   * Together they leave room for the rest of a state, which holds 262,144 bytes: <a
   * href="https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html">quotas</a>.
   * Names are ASCII, and JSON escapes none of their characters.
   */
  private static final int CHARACTERS_OF_IMAGES = 180_000;

  public DryRun {
    images = List.copyOf(images);
    problems = List.copyOf(problems);
  }

  public static DryRun of(Plan plan, int maxConcurrency, Rates rates) {
    Set<String> aliases = plan.difference().aliases();
    List<DryRunImage> all =
        plan.batches().all().stream().flatMap(batch -> images(batch, aliases)).toList();
    List<DryRunImage> shown = shown(all);
    Progress told = Progress.NONE.and(plan);
    Estimate estimate = Estimate.of(plan.batches(), aliases, maxConcurrency, rates);
    return new DryRun(
        "%s%s to copy with %s, %d up to date, %s; nothing was done"
            .formatted(
                plan.upTo().map("up to %s, where a dry run ends: "::formatted).orElse(""),
                Counted.of(all.size(), "image"),
                Counted.of(estimate.tasks(), "task"),
                plan.difference().upToDate(),
                Counted.of(plan.problems().size(), "problem")),
        plan.difference().upToDate(),
        all.size(),
        estimate,
        shown,
        all.size() - shown.size(),
        told.problems(),
        told.furtherProblems());
  }

  private static Stream<DryRunImage> images(Batch batch, Set<String> aliases) {
    return batch.copies().stream()
        .map(copy -> DryRunImage.of(copy, aliases.contains(copy.image()), batch.number()));
  }

  private static List<DryRunImage> shown(List<DryRunImage> all) {
    List<DryRunImage> shown = new ArrayList<>();
    int characters = 0;
    for (DryRunImage image : all) {
      characters += image.characters();
      if (characters > CHARACTERS_OF_IMAGES) {
        break;
      }
      shown.add(image);
    }
    return shown;
  }
}
