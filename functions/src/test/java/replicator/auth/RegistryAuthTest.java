package replicator.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import replicator.concurrent.PassingTime;
import replicator.concurrent.Time;
import replicator.credential.Credential.Login;
import replicator.failure.InvalidParameter;
import replicator.failure.TransientFailure;
import replicator.image.RegistryHost;
import replicator.run.RunId;

@Timeout(30)
class RegistryAuthTest {
  private static final Instant FIVE = Instant.parse("2026-11-24T05:00:00Z");
  private static final RunId RUN = RunId.of("one", FIVE);
  private static final RunId NEXT = RunId.of("two", FIVE.plusSeconds(60));

  private final PassingTime time = new PassingTime(FIVE);
  private final InMemoryAuthFile file = new InMemoryAuthFile();
  private final InMemoryAuthTurns turns = new InMemoryAuthTurns(time);
  private final RegistryAuth auth = auth(this::login);

  @Test
  void the_first_batch_of_a_run_writes_the_logins() {
    auth.refreshIfOld(RUN, false);

    assertThat(file.content()).hasValueSatisfying(json -> assertThat(json).contains("ecr.example"));
  }

  @Test
  void a_later_batch_of_the_run_writes_nothing() {
    auth.refreshIfOld(RUN, false);
    time.pass(RegistryAuth.FRESH.minusSeconds(1));
    auth.refreshIfOld(RUN, false);

    assertThat(file.writes()).isEqualTo(1);
  }

  @Test
  void logins_that_are_old_are_written_again() {
    auth.refreshIfOld(RUN, false);
    time.pass(RegistryAuth.FRESH);
    auth.refreshIfOld(RUN, false);

    assertThat(file.writes()).isEqualTo(2);
  }

  @Test
  void logins_of_another_run_are_not_trusted_since_parameters_may_have_changed() {
    auth.refreshIfOld(RUN, false);
    auth.refreshIfOld(NEXT, false);

    assertThat(file.writes()).isEqualTo(2);
  }

  /** Pushes come all day, and each version of the secret counts for a day. */
  @Test
  void a_run_of_some_images_makes_do_with_the_fresh_logins_of_another() {
    auth.refreshIfOld(RUN, true);
    time.pass(RegistryAuth.FRESH.minusSeconds(1));
    auth.refreshIfOld(NEXT, true);
    assertThat(file.writes()).isEqualTo(1);

    time.pass(Duration.ofSeconds(1));
    auth.refreshIfOld(NEXT, true);
    assertThat(file.writes()).isEqualTo(2);
  }

  @Test
  void of_many_batches_that_start_at_once_one_writes_and_all_go_on()
      throws InterruptedException, ExecutionException {
    AuthTurns shared = new InMemoryAuthTurns(Time.system());
    RegistryAuth together = new RegistryAuth(this::login, file, shared, _ -> false, Time.system());
    CountDownLatch start = new CountDownLatch(1);
    Callable<Void> batch =
        () -> {
          start.await();
          together.refreshIfOld(RUN, false);
          assertThat(file.content()).isPresent();
          return null;
        };
    try (ExecutorService batches = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Void>> all =
          IntStream.range(0, 64).mapToObj(number -> batches.submit(batch)).toList();
      start.countDown();
      for (Future<Void> one : all) {
        one.get();
      }
    }

    assertThat(file.writes()).isEqualTo(1);
  }

  /** The turn was free again when the second batch took it: the first was through. */
  @Test
  void a_batch_that_gets_the_turn_just_after_another_has_written_does_not_write_again() {
    AuthTurns late =
        new AuthTurnsOf(turns) {
          @Override
          public boolean take(RunId run, Duration atMost) {
            auth.refreshIfOld(run, false);
            return super.take(run, atMost);
          }
        };

    new RegistryAuth(this::login, file, late, _ -> false, time).refreshIfOld(RUN, false);

    assertThat(file.writes()).isEqualTo(1);
    assertThat(turns.take(RUN, Duration.ofMinutes(1))).isTrue();
  }

  @Test
  void a_batch_waits_for_another_that_is_writing_and_goes_on_when_it_has() {
    turns.take(RUN, RegistryAuth.TURN);
    AuthTurns watched =
        new AuthTurnsOf(turns) {
          @Override
          public boolean take(RunId run, Duration atMost) {
            boolean taken = super.take(run, atMost);
            turns.written(run);
            return taken;
          }
        };

    new RegistryAuth(this::login, file, watched, _ -> false, time).refreshIfOld(RUN, false);

    assertThat(file.writes()).isZero();
  }

  @Test
  void a_batch_does_not_wait_for_ever_and_is_to_be_tried_again() {
    turns.take(RUN, RegistryAuth.TURN);

    assertThatThrownBy(() -> auth.refreshIfOld(RUN, false))
        .isInstanceOf(TransientFailure.class)
        .hasMessageContaining("another batch");
    assertThat(Duration.between(FIVE, time.instant())).isEqualTo(RegistryAuth.PATIENCE);
  }

  @Test
  void the_turn_of_a_batch_that_died_is_taken_over_when_it_is_over() {
    turns.take(RUN, RegistryAuth.TURN);
    time.pass(RegistryAuth.TURN);

    auth.refreshIfOld(RUN, false);

    assertThat(file.writes()).isEqualTo(1);
  }

  @Test
  void a_failure_to_get_logins_is_told_and_gives_the_turn_back() {
    InvalidParameter wrong = new InvalidParameter("srcCredential", "x", "a credential");

    assertThatThrownBy(
            () ->
                auth(() -> {
                      throw wrong;
                    })
                    .refreshIfOld(RUN, false))
        .isSameAs(wrong);
    assertThat(file.content()).isEmpty();
    assertThatNoException().isThrownBy(() -> auth.refreshIfOld(RUN, false));
  }

  @Test
  void a_failure_to_write_the_file_is_told_and_gives_the_turn_back() {
    TransientFailure down = new TransientFailure("down");
    AuthFile broken = new BrokenAuthFile(down);

    assertThatThrownBy(
            () ->
                new RegistryAuth(this::login, broken, turns, _ -> false, time)
                    .refreshIfOld(RUN, false))
        .isSameAs(down);
    assertThat(turns.lastWritten()).isEmpty();
    assertThatNoException().isThrownBy(() -> auth.refreshIfOld(RUN, false));
  }

  @Test
  void a_failure_to_note_that_the_file_is_written_gives_the_turn_back() {
    AuthTurns forgetful = new ForgetfulAuthTurns(turns);

    assertThatThrownBy(
            () ->
                new RegistryAuth(this::login, file, forgetful, _ -> false, time)
                    .refreshIfOld(RUN, false))
        .isInstanceOf(TransientFailure.class);
    auth.refreshIfOld(RUN, false);

    assertThat(file.writes()).isEqualTo(2);
  }

  @Test
  void a_turn_that_cannot_be_given_back_does_not_hide_what_went_wrong() {
    TransientFailure down = new TransientFailure("the registry is down");
    AuthTurns stuck =
        new AuthTurnsOf(turns) {
          @Override
          public void giveBack(RunId run) {
            throw new TransientFailure("the table is down, too");
          }
        };

    assertThatThrownBy(
            () ->
                new RegistryAuth(
                        () -> {
                          throw down;
                        },
                        file,
                        stuck,
                        _ -> false,
                        time)
                    .refreshIfOld(RUN, false))
        .isSameAs(down)
        .satisfies(failure -> assertThat(failure.getSuppressed()).hasSize(1));
  }

  private RegistryAuth auth(Logins logins) {
    return new RegistryAuth(logins, file, turns, _ -> false, time);
  }

  private Map<RegistryHost, Login> login() {
    return Map.of(new RegistryHost("ecr.example"), new Login("AWS", "token"));
  }
}
