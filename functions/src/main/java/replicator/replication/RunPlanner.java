package replicator.replication;

import static java.util.stream.Collectors.toSet;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import replicator.failure.InvalidParameter;
import replicator.image.InvalidReference;
import replicator.image.Repository;
import replicator.list.ImageList;
import replicator.names.Names;
import replicator.plan.Plan;
import replicator.plan.Progress;
import replicator.run.InvalidInput;
import replicator.run.RunInput;
import replicator.selection.Narrowed;
import replicator.selection.Selection;

/** Plans the stack's selection, or as much of it as a run is asked for. */
public final class RunPlanner {
  /** Compares both sides. */
  public interface Comparing {
    /**
     * @param again whether what is equal is to be copied, too
     * @param earlier how far the run is planned
     * @param inParts whether it may be only a part of what is left to plan
     */
    Plan plan(Selection selection, boolean again, Progress earlier, boolean inParts);
  }

  private final Names names;
  private final Supplier<Selection> selection;
  private final UnaryOperator<Selection> originals;
  private final Comparing comparing;

  /**
   * @param names how names of the input are understood
   * @param selection of the stack; read when it is needed
   * @param originals leaves the stack's own copies out of a selection
   */
  public RunPlanner(
      Names names,
      Supplier<Selection> selection,
      UnaryOperator<Selection> originals,
      Comparing comparing) {
    this.names = names;
    this.selection = selection;
    this.originals = originals;
    this.comparing = comparing;
  }

  /**
   * Looks at the input alone.
   *
   * @throws InvalidInput if it names images that cannot exist
   */
  public void check(RunInput input) {
    try {
      input.images().ifPresent(this::list);
      repositories(input);
    } catch (InvalidParameter e) {
      throw new InvalidInput(e);
    }
  }

  /** Whether the stack replicates anything of the repositories that the input names. */
  public boolean concerns(RunInput input) {
    return !new Narrowed(wanted(input), repositories(input)).among(List::of).isEmpty();
  }

  /**
   * Lists both sides.
   *
   * @param earlier how far the run is planned: this continues from there
   * @return all of it, or a part if the run is not limited to some repositories
   */
  public Plan plan(RunInput input, Progress earlier) {
    Set<Repository> repositories = repositories(input);
    Selection wanted = wanted(input);
    Selection asked = repositories.isEmpty() ? wanted : new Narrowed(wanted, repositories);
    return comparing.plan(asked, input.copyAgain(), earlier, repositories.isEmpty());
  }

  private Selection wanted(RunInput input) {
    return originals.apply(input.images().<Selection>map(this::list).orElseGet(selection));
  }

  private ImageList list(String text) {
    return ImageList.parse("images", text, names);
  }

  private Set<Repository> repositories(RunInput input) {
    return input.repositories().stream().map(this::repository).collect(toSet());
  }

  private Repository repository(String name) {
    try {
      return names.named(name).repository();
    } catch (InvalidReference e) {
      throw InvalidInput.of("repository", name, e.expected());
    }
  }
}
