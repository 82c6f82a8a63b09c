package replicator.sns.wrong;

import replicator.ssm.wrong.Answers;

/** What an adapter must not be. */
public record KnowsSsm(Answers answers) {}
