package replicator.registry;

/**
 * The authority of a private registry: srcRegistryCa.
 *
 * @param name of the SSM parameter
 * @param pem what stands there: certificates in PEM
 */
public record PrivateCa(String name, String pem) {}
