package replicator.replication;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Lets a function die at the n-th call of a port: before the call reaches anything, or after it has
 * had its effect, when only the answer is lost. A function that is dead reaches no port any more,
 * until it is started again. Also lets others get in between a function and a port.
 */
final class Crashes {
  enum When {
    BEFORE,
    AFTER
  }

  private final int at;
  private final When when;
  private final List<String> calls = new ArrayList<>();
  private final Map<String, Runnable> interruptions = new ConcurrentHashMap<>();
  private boolean dead;

  private Crashes(int at, When when) {
    this.at = at;
    this.when = when;
  }

  static Crashes none() {
    return new Crashes(0, When.BEFORE);
  }

  /**
   * @param call from 1
   */
  static Crashes at(int call, When when) {
    return new Crashes(call, when);
  }

  /**
   * Something that happens once, just before a call of a port; {@link #assertMet} tells whether it
   * has.
   */
  void meanwhile(Class<?> port, String method, Runnable interruption) {
    assertThat(port.getMethods()).extracting(Method::getName).contains(method);
    interruptions.put(port.getSimpleName() + "." + method, interruption);
  }

  void assertMet() {
    assertThat(interruptions.keySet()).as("calls that were waited for in vain").isEmpty();
  }

  synchronized void restart() {
    dead = false;
  }

  /** Each call so far, such as {@code BatchRecords.open}. */
  synchronized List<String> calls() {
    return List.copyOf(calls);
  }

  /** The port, as a function sees it. */
  <T> T watch(Class<T> port, T real) {
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (proxy, method, arguments) -> call(real, method, arguments)));
  }

  private @Nullable Object call(Object real, Method method, Object @Nullable [] arguments)
      throws Throwable {
    String name = method.getDeclaringClass().getSimpleName() + "." + method.getName();
    if (dies(name) && when == When.BEFORE) {
      throw new Crash("before " + name);
    }
    Runnable interruption = interruptions.remove(name);
    if (interruption != null) {
      interruption.run();
    }
    Object answer = invoke(real, method, arguments);
    if (dead) {
      throw new Crash("after " + name);
    }
    return answer;
  }

  private synchronized boolean dies(String name) {
    if (dead) {
      throw new Crash("dead before " + name);
    }
    calls.add(name);
    dead = calls.size() == at;
    return dead;
  }

  private static @Nullable Object invoke(Object real, Method method, Object @Nullable [] arguments)
      throws Throwable {
    try {
      return method.invoke(real, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }
}
