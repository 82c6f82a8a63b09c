package replicator.concurrent;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Time that passes only by sleeping, at once, or when it is told to. */
public final class PassingTime implements Time {
  private final List<Duration> sleeps = new ArrayList<>();
  private Instant now;

  public PassingTime(Instant start) {
    now = start;
  }

  public PassingTime() {
    this(Instant.parse("2026-01-01T00:00:00Z"));
  }

  @Override
  public synchronized Instant instant() {
    return now;
  }

  @Override
  public synchronized void sleep(Duration pause, String meanwhile) {
    sleeps.add(pause);
    pass(pause);
  }

  public synchronized void pass(Duration time) {
    now = now.plus(time);
  }

  public synchronized List<Duration> sleeps() {
    return List.copyOf(sleeps);
  }
}
