package replicator.ssm.wrong;

/** Harmless. */
public record Answers(String text) {}
