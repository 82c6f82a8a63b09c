package replicator.plan.wrong;

import org.jboss.logging.Logger;

/** What a concept must not be. */
public record Logs(Logger logger) {}
