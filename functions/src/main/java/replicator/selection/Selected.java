package replicator.selection;

import replicator.image.Repository;

/**
 * A source repository of which some tags are wanted.
 *
 * @param path what the destination repository is named after: the name as it was typed, so that it
 *     distinguishes registries ({@code ubuntu}, {@code quay.io/coreos/etcd})
 */
public record Selected(Repository source, String path, TagChoice choice) {}
