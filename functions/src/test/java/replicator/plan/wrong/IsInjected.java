package replicator.plan.wrong;

import jakarta.inject.Singleton;

/** What a concept must not be. */
@Singleton
public final class IsInjected {}
