package replicator.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static replicator.registry.Clients.DIGEST;
import static replicator.registry.Clients.EVERY;
import static replicator.registry.Clients.LIMITS;
import static replicator.registry.Clients.ONE;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import replicator.concurrent.Concurrently;
import replicator.concurrent.PassingTime;
import replicator.concurrent.Time;
import replicator.failure.PermanentFailure;
import replicator.failure.TransientFailure;
import replicator.image.RegistryHost;
import replicator.image.Repository;
import replicator.image.RepositoryName;
import replicator.registry.http.RequestLimits;
import replicator.source.SourceRegistry;

class OutagesTest {
  private final StandIn server = new StandIn(request -> Reply.of(500));
  private final PassingTime time = new PassingTime();
  private final SourceRegistry registry =
      new PublicRegistries(Clients.registries(time), Optional.empty());

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 500, 502, 503, 504})
  void statusThatPasses_isTriedAgain(int status) {
    failing(2, () -> Reply.of(status));
    assertThat(registry.images(server.repository("app"), ONE)).isEqualTo(Clients.whole(ONE, "v1"));
    assertThat(server.requests("HEAD", "/v2/app")).hasSize(3);
    assertThat(time.sleeps()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 503})
  void statusThatStays_isATransientFailure_thatSaysWhatWasAsked(int status) {
    failing(Integer.MAX_VALUE, () -> Reply.of(status));
    assertThatThrownBy(() -> registry.images(server.repository("app"), ONE))
        .isInstanceOf(TransientFailure.class)
        .hasMessageContaining("HEAD http://%s/v2/app/manifests/v1".formatted(server.host()))
        .hasMessageContaining("4 attempts")
        .hasMessageContaining("status " + status);
    assertThat(server.requests("HEAD", "/v2/app")).hasSize(4);
  }

  @Test
  void limitOfAHostThatHasServedNobody_isATransientFailure_afterTheUsualAttempts() {
    server.script(request -> Reply.of(429));
    assertThatThrownBy(() -> registry.images(server.repository("app"), ONE))
        .isInstanceOf(TransientFailure.class)
        .hasMessageContaining("4 attempts")
        .hasMessageContaining("status 429");
    assertThat(server.requests()).hasSize(4);
  }

  @Test
  void waits_growAndAreLeftToChanceInPart() {
    failing(3, () -> Reply.of(503));
    registry.images(server.repository("app"), ONE);
    assertThat(time.sleeps()).hasSize(3);
    for (int i = 0; i < 3; i++) {
      assertThat(time.sleeps().get(i))
          .isBetween(
              LIMITS.initialBackoff().multipliedBy(1L << i).dividedBy(2),
              LIMITS.initialBackoff().multipliedBy(1L << i));
    }
  }

  @Test
  void retryAfter_isObeyed() {
    failing(1, () -> Reply.of(429).with("Retry-After", "17"));
    registry.images(server.repository("app"), ONE);
    assertThat(time.sleeps()).containsExactly(Duration.ofSeconds(17));
  }

  @Test
  void retryAfter_thatIsShorterThanTheOwnWait_doesNotUseUpTheAttempts() {
    failing(1, () -> Reply.of(429).with("Retry-After", "0"));
    registry.images(server.repository("app"), ONE);
    assertThat(time.sleeps().getFirst())
        .isGreaterThanOrEqualTo(LIMITS.initialBackoff().dividedBy(2));
  }

  @Test
  void retryAfter_ofOneRequest_holdsForAllOfThatHost() {
    failing(1, () -> Reply.of(429).with("Retry-After", "30"));
    AtomicReference<Runnable> meanwhile = new AtomicReference<>(() -> {});
    Time interrupted =
        new Time() {
          @Override
          public Instant instant() {
            return time.instant();
          }

          @Override
          public void sleep(Duration pause, String reason) {
            meanwhile.getAndSet(() -> {}).run();
            time.sleep(pause, reason);
          }
        };
    SourceRegistry both = new PublicRegistries(Clients.registries(interrupted), Optional.empty());
    meanwhile.set(() -> both.images(server.repository("other"), ONE));
    both.images(server.repository("app"), ONE);
    assertThat(time.sleeps()).containsExactly(Duration.ofSeconds(30), Duration.ofSeconds(30));
  }

  @Test
  void retryAfter_thatIsTooLong_isGivenUpAtOnce_andSaysHowLong() {
    failing(1, () -> Reply.of(429).with("Retry-After", "21600"));
    assertThatThrownBy(() -> registry.images(server.repository("app"), ONE))
        .isInstanceOf(TransientFailure.class)
        .hasMessageContaining("asked to wait 21600 s");
    assertThat(time.sleeps()).isEmpty();
  }

  @Test
  void connectionCutInABody_isTriedAgain() {
    AtomicInteger lists = new AtomicInteger();
    server.script(
        request -> {
          if (request.target().contains("tags/list")) {
            return lists.incrementAndGet() < 3 ? Reply.tags("v1").cutShort() : Reply.tags("v1");
          }
          return Reply.digest(DIGEST.value());
        });
    assertThat(registry.images(server.repository("app"), EVERY).images()).hasSize(1);
    assertThat(lists).hasValue(3);
  }

  @Test
  void answerThatStalls_isCutOff() {
    server.script(
        request ->
            request.target().contains("tags/list") ? Reply.tags("v1").stalling() : Reply.of(200));
    RequestLimits hasty =
        new RequestLimits(
            4,
            2,
            LIMITS.initialBackoff(),
            LIMITS.maxBackoff(),
            LIMITS.connectTimeout(),
            Duration.ofMillis(300));
    SourceRegistry impatient =
        new PublicRegistries(Clients.registries(hasty, time), Optional.empty());
    assertThatThrownBy(() -> impatient.images(server.repository("app"), EVERY))
        .isInstanceOf(TransientFailure.class)
        .hasMessageContaining("too slow");
  }

  @Test
  void nobodyListening_isATransientFailure() throws IOException {
    try (Socket deaf = new Socket()) {
      deaf.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      String host = "127.0.0.1:" + deaf.getLocalPort();
      Repository nowhere = new Repository(new RegistryHost(host), new RepositoryName("app"));
      assertThatThrownBy(() -> registry.images(nowhere, ONE))
          .isInstanceOf(TransientFailure.class)
          .hasMessageContaining(host)
          .hasMessageContaining("no connection");
    }
  }

  @Test
  void hostThatDoesNotExist_isATransientFailure_thatSaysSo() {
    Repository nowhere = Repository.parse("nowhere.invalid/app");
    assertThatThrownBy(() -> registry.images(nowhere, ONE))
        .isInstanceOf(TransientFailure.class)
        .hasMessageContaining("nowhere.invalid")
        .hasMessageContaining("no such host");
  }

  @Test
  void hostThatIsNoRegistry_isNotARepositoryThatDoesNotExist() {
    server.script(request -> Reply.of(404, "<html>not found</html>"));
    assertThatThrownBy(() -> registry.images(server.repository("app"), ONE))
        .isInstanceOf(PermanentFailure.class)
        .hasMessageContaining("does not answer as a registry");
  }

  @Test
  void outageInOneOfMany_leavesNoPartialAnswer() {
    server.script(
        request -> {
          if (request.target().contains("tags/list")) {
            return Reply.tags("a", "b", "c", "d", "e", "f");
          }
          return request.target().endsWith("/d") ? Reply.of(503) : Reply.digest(DIGEST.value());
        });
    assertThatThrownBy(() -> registry.images(server.repository("app"), EVERY))
        .isInstanceOf(TransientFailure.class)
        .hasMessageContaining("/manifests/d");
  }

  @Test
  void requestsAtOnce_areBounded_forAllRepositoriesOfAHostTogether() {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    String[] tags = new String[40];
    for (int i = 0; i < tags.length; i++) {
      tags[i] = "v" + i;
    }
    server.script(
        request -> {
          most.accumulateAndGet(now.incrementAndGet(), Math::max);
          try {
            Thread.sleep(5);
            return request.target().contains("tags/list")
                ? Reply.tags(tags)
                : Reply.digest(DIGEST.value());
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          } finally {
            now.decrementAndGet();
          }
        });
    assertThat(registry.images(server.repository("app"), EVERY).images()).hasSize(40);
    assertThat(most.get()).isBetween(2, LIMITS.maxConcurrent());
    most.set(0);
    Concurrently.forEach(
        List.of("one", "two", "three"), 3, name -> registry.images(server.repository(name), EVERY));
    assertThat(most.get()).isBetween(2, LIMITS.maxConcurrent());
  }

  private void failing(int times, Supplier<Reply> failure) {
    AtomicInteger heads = new AtomicInteger();
    server.script(
        request -> {
          if (request.target().contains("tags/list")) {
            return Reply.tags("v1", "v2", "v3");
          }
          return request.method().equals("HEAD") && heads.incrementAndGet() <= times
              ? failure.get()
              : Reply.digest(DIGEST.value());
        });
  }
}
