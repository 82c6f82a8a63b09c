package replicator.credential;

/**
 * Where a credential is kept.
 *
 * @param parameter of the stack that says so, for messages: srcCredential or destCredential
 * @param name of an SSM parameter or of a Secrets Manager secret, or the ARN of either
 */
public record CredentialName(String parameter, String name) {}
