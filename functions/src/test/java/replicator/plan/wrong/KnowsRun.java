package replicator.plan.wrong;

import replicator.run.wrong.KnowsPlan;

/** What a concept must not be, since the other knows it. */
public record KnowsRun(KnowsPlan other) {}
