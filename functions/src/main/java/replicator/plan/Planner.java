package replicator.plan;

import java.util.ArrayList;
import java.util.List;
import replicator.selection.Selection;
import replicator.source.SourceRegistry;

/** Works out what a run has to do; writes nothing. */
public final class Planner {
  private final Selection selection;
  private final SourceRegistry source;
  private final DestinationNaming naming;
  private final Comparison comparison;
  private final BatchPacker packer;

  public Planner(
      Selection selection,
      SourceRegistry source,
      DestinationNaming naming,
      Comparison comparison,
      BatchPacker packer) {
    this.selection = selection;
    this.source = source;
    this.naming = naming;
    this.comparison = comparison;
    this.packer = packer;
  }

  public Plan plan() {
    List<Wanted> wanted = naming.wanted(selection.among(source::repositories));
    Difference difference = comparison.of(wanted);
    return new Plan(difference, packer.pack(difference.copies()), problems(difference));
  }

  private List<String> problems(Difference difference) {
    List<String> useless = new ArrayList<>(selection.entries());
    useless.removeAll(difference.matched());
    return useless.stream()
        .sorted()
        .map("the entry \"%s\" of the list matches no image of the source"::formatted)
        .toList();
  }
}
