package replicator.registry.http;

/** Lets other tests ask registries without TLS, which nothing but a test may. */
public final class PlainHttp {
  public static final AddressPolicy ADDRESSES = AddressPolicy.plainHttpAndLoopback();

  private PlainHttp() {}
}
