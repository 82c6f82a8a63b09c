package replicator.replication;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** Lets something happen just before a call, as others do it at the same time. */
final class Meanwhile {
  private Meanwhile() {}

  static <T> T before(Class<T> port, String method, Runnable something, T target) {
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (proxy, called, arguments) -> {
              if (called.getName().equals(method)) {
                something.run();
              }
              try {
                return called.invoke(target, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause() == null ? e : e.getCause();
              }
            }));
  }
}
