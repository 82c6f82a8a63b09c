package replicator.registry;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static replicator.registry.Clients.DIGEST;
import static replicator.registry.Clients.EVERY;

import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import replicator.failure.TransientFailure;
import replicator.image.Tag;
import replicator.selection.TagChoice;
import replicator.source.SourceImage;
import replicator.source.SourceImages;

/** Tags that a registry fails at: their own fault, or an outage. */
class BrokenTagsTest {
  private static final Tag GOOD = new Tag("good");
  private static final Tag BROKEN = new Tag("broken");

  private final StandIn server = new StandIn(request -> Reply.of(500));

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void fewOfThem_areRefused_whereOthersAreGiven() {
    broken(500);
    SourceImages images = images(EVERY);
    assertThat(images.images()).containsExactly(new SourceImage(GOOD, DIGEST));
    assertThat(images.refused()).containsOnlyKeys(BROKEN);
    assertThat(images.refused().get(BROKEN)).contains("manifests/broken", "status 500");
  }

  @Test
  void fewOfThem_areAnOutage_whereNoOtherIsGiven() {
    broken(500);
    assertOutage(TagChoice.of(Set.of(BROKEN)), 500);
  }

  @Test
  void manyOfThem_areAnOutage_thoughOthersAreGiven() {
    broken(500);
    Set<Tag> many = IntStream.range(0, 4).mapToObj(n -> new Tag("b" + n)).collect(toSet());
    many.add(GOOD);
    assertOutage(TagChoice.of(many), 500);
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 502, 503, 504})
  void otherStatusOfAnOutage_isNotTheFaultOfATag(int status) {
    broken(status);
    assertOutage(TagChoice.of(Set.of(GOOD, BROKEN)), status);
  }

  @Test
  void outageThatEndsWithA500_isNotTheFaultOfATag() {
    AtomicInteger asked = new AtomicInteger();
    server.script(
        request ->
            switch (request.target()) {
              case "/v2/" -> Reply.of(200);
              case "/v2/app/manifests/good" -> Reply.digest(DIGEST.value());
              default -> Reply.of(asked.incrementAndGet() == 1 ? 503 : 500);
            });
    assertOutage(TagChoice.of(Set.of(GOOD, BROKEN)), 500);
  }

  @Test
  void tokenServiceThatFails_isAnOutage_thoughOthersAreGiven() {
    server.script(
        request ->
            switch (request.target().replaceFirst("\\?.*", "")) {
              case "/v2/" -> Reply.of(200);
              case "/v2/app/manifests/good" -> Reply.digest(DIGEST.value());
              case "/token" -> Reply.of(500);
              default -> server.challenge();
            });
    assertOutage(TagChoice.of(Set.of(GOOD, BROKEN)), 500);
  }

  private void assertOutage(TagChoice choice, int status) {
    assertThatThrownBy(() -> images(choice))
        .isInstanceOf(TransientFailure.class)
        .hasMessageContaining("status " + status);
  }

  /** The registry lists both tags, and answers so for all but the good one. */
  private void broken(int status) {
    server.script(
        request ->
            switch (request.target().replaceFirst("\\?.*", "")) {
              case "/v2/" -> Reply.of(200);
              case "/v2/app/tags/list" -> Reply.tags("good", "broken");
              case "/v2/app/manifests/good" -> Reply.digest(DIGEST.value());
              default -> Reply.of(status);
            });
  }

  private SourceImages images(TagChoice choice) {
    return Clients.anonymous().images(server.repository("app"), choice);
  }
}
