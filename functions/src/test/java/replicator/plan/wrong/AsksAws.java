package replicator.plan.wrong;

import software.amazon.awssdk.services.ecr.EcrClient;

/** What a concept must not be. */
public record AsksAws(EcrClient client) {}
