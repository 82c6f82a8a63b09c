package replicator.list;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import replicator.image.Repository;
import replicator.names.Names;
import replicator.selection.Entries;
import replicator.selection.Selected;
import replicator.selection.Selection;
import replicator.selection.TagChoice;

/** Every tag of every repository. */
public record AllImages(Names names) implements Selection {
  private static final String ENTRY = "ALL";
  private static final TagChoice EVERY = TagChoice.of(new EveryTag(ENTRY));

  @Override
  public List<Selected> among(Supplier<List<Repository>> repositories) {
    return repositories.get().stream()
        .filter(names::covers)
        .map(repository -> new Selected(repository, names.path(repository), EVERY))
        .toList();
  }

  /** The whole source must have an image: one that has none is hardly the one that is meant. */
  @Override
  public Entries entries() {
    return new Entries(Set.of(), Set.of(ENTRY));
  }

  @Override
  public String useless(String entry) {
    return "srcList ALL finds no image: check " + names.parameters();
  }
}
