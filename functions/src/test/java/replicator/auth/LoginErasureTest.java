package replicator.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import replicator.concurrent.PassingTime;
import replicator.credential.Credential.Login;
import replicator.failure.TransientFailure;
import replicator.image.RegistryHost;
import replicator.run.RunId;

class LoginErasureTest {
  private static final Instant NOW = Instant.parse("2026-11-24T05:00:00Z");
  private static final RunId RUN = RunId.of("one", NOW);

  private int asked;
  private final InMemoryAuthFile file = new InMemoryAuthFile();
  private final InMemoryAuthTurns turns = new InMemoryAuthTurns(() -> NOW);
  private final RegistryAuth auth = auth(turns);
  private final LoginErasure erasure = new LoginErasure(file, turns);

  @Test
  void after_erasing_no_login_is_left_and_the_next_batch_writes_anew() {
    auth.refreshIfOld(RUN, false);

    erasure.erase();
    assertThat(file.content()).isEmpty();
    assertThat(turns.lastWritten()).isEmpty();

    auth.refreshIfOld(RUN, false);
    assertThat(file.writes()).isEqualTo(2);
    assertThat(asked).isEqualTo(2);
  }

  @Test
  void a_run_that_wrote_no_logins_erases_none() {
    erasure.erase();
    auth.refreshIfOld(RUN, false);
    erasure.erase();
    erasure.erase();

    assertThat(file.content()).isEmpty();
    assertThat(file.erasures()).isEqualTo(1);
  }

  /** The writer dies, or its call fails and has taken effect all the same. */
  @Test
  void logins_of_a_writer_that_could_not_say_so_are_erased() {
    RegistryAuth forgetful = auth(new ForgetfulAuthTurns(turns));
    assertThatThrownBy(() -> forgetful.refreshIfOld(RUN, false))
        .isInstanceOf(TransientFailure.class);

    erasure.erase();
    assertThat(file.content()).isEmpty();
  }

  @Test
  void a_failure_to_erase_is_told_and_made_good_the_next_time() {
    auth.refreshIfOld(RUN, false);
    TransientFailure down = new TransientFailure("down");

    assertThatThrownBy(new LoginErasure(new BrokenAuthFile(down), turns)::erase).isSameAs(down);
    assertThat(turns.lastWritten()).isEmpty();
    erasure.erase();
    assertThat(file.content()).isEmpty();
  }

  private RegistryAuth auth(AuthTurns turns) {
    return new RegistryAuth(this::login, file, turns, _ -> false, new PassingTime(NOW));
  }

  private Map<RegistryHost, Login> login() {
    asked++;
    return Map.of(new RegistryHost("ecr.example"), new Login("AWS", "token"));
  }
}
