package replicator.plan;

import replicator.image.Repository;
import replicator.image.RepositoryName;
import replicator.selection.TagChoice;

/** A source repository of which some images are to be kept in a destination repository. */
public record Wanted(Repository source, RepositoryName destination, TagChoice choice) {}
