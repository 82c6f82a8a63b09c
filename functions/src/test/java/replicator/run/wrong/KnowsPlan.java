package replicator.run.wrong;

import org.jspecify.annotations.Nullable;
import replicator.plan.wrong.KnowsRun;

/** What a concept must not be, since the other knows it. */
public record KnowsPlan(@Nullable KnowsRun other) {}
