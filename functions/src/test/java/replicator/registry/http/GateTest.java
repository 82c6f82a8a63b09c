package replicator.registry.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import replicator.concurrent.PassingTime;
import replicator.concurrent.Time;
import replicator.failure.TransientFailure;

@Timeout(30)
class GateTest {
  private final PassingTime time = new PassingTime();

  @Test
  void whoIsInterruptedInThePause_leavesItsPlaceToOthers() {
    Gate gate = new Gate(1, new InterruptedOnce());
    gate.closeFor(Duration.ofMinutes(1));

    assertThatThrownBy(gate::enter).isInstanceOf(TransientFailure.class);
    gate.enter();

    assertThat(time.sleeps()).containsExactly(Duration.ofMinutes(1));
  }

  private final class InterruptedOnce implements Time {
    private boolean interrupted;

    @Override
    public Instant instant() {
      return time.instant();
    }

    @Override
    public void sleep(Duration pause, String meanwhile) {
      if (!interrupted) {
        interrupted = true;
        throw new TransientFailure("interrupted while " + meanwhile);
      }
      time.sleep(pause, meanwhile);
    }
  }
}
