package replicator.plan.wrong;

import java.net.http.HttpClient;

/** What a concept must not be. */
public record Connects(HttpClient client) {}
