package replicator.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static replicator.registry.Clients.DIGEST;
import static replicator.registry.Clients.EVERY;
import static replicator.registry.Clients.ONE;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import replicator.failure.PermanentFailure;
import replicator.failure.TransientFailure;
import replicator.image.Digest;
import replicator.image.Tag;
import replicator.selection.Starting;
import replicator.selection.TagChoice;
import replicator.selection.TagRule;
import replicator.source.SourceImage;
import replicator.source.SourceImages;

class ImagesTest {
  private final StandIn server = new StandIn(request -> Reply.of(500));

  /** Has v1, v2 and w1, and lists gone beside them. */
  @BeforeEach
  void script() {
    server.script(
        request -> {
          if (request.target().equals("/v2/")) {
            return Reply.of(200);
          }
          if (request.target().contains("/tags/list")) {
            return Reply.tags("w1", "v2", "v1", "gone");
          }
          return request.target().matches(".*/(v1|v2|w1|sha256:a+)")
              ? Reply.digest(DIGEST.value())
              : Reply.error(404, "MANIFEST_UNKNOWN");
        });
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void namedTags_areNotListed_andCostOneRequestEach() {
    assertThat(images(choice(tags("v1", "v2"), Set.of())).images())
        .containsExactly(image("v1"), image("v2"));
    assertThat(server.requests()).hasSize(3);
    assertThat(server.requests("GET", "/v2/app/tags")).isEmpty();
  }

  @Test
  void namedTag_thatIsNotThere_isLeftOut() {
    assertThat(images(choice(tags("v1", "v9"), Set.of())).images()).containsExactly(image("v1"));
  }

  @Test
  void nothingOfWhatWasNamed_isAnAnswer_whereTheRepositoryExists() {
    assertThat(images(choice(tags("v9"), Set.of())).images()).isEmpty();
  }

  @Test
  void nothingOfWhatWasNamed_isAskedAboutInOneRequest_howeverManyTagsThereAre() {
    images(choice(tags("v9"), Set.of()));
    assertThat(server.requests("GET", "/v2/app/tags")).hasSize(1);
    assertThat(server.requests("GET", "/v2/app/tags/list?n=1")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 405, 501})
  void nothingOfWhatWasNamed_isAnAnswer_whereTheRegistryListsNoTags(int status) {
    answeringLists(Reply.error(status, "UNSUPPORTED"));
    assertThat(images(ONE)).isEqualTo(SourceImages.NONE);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 405, 501})
  void tagsThatTheRegistryDoesNotList_areToldAsSuch_andNamedOnesAreGiven(int status) {
    server.script(
        request ->
            request.target().contains("/tags/list")
                ? Reply.error(status, "UNSUPPORTED")
                : Reply.digest(DIGEST.value()));
    SourceImages images = images(choice(tags("v1"), Set.of(), new Starting("v")));
    assertThat(images.images()).containsExactly(image("v1"));
    assertThat(images.unlisted())
        .hasValueSatisfying(
            why -> assertThat(why).contains("/v2/app/tags/list", "status " + status));
  }

  @Test
  void nothingOfWhatWasNamed_isAnAnswer_whereTheRegistryKnowsNoSuchRepository() {
    answeringLists(Reply.error(404, "NAME_UNKNOWN"));
    assertThat(images(ONE)).isEqualTo(SourceImages.NONE);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 400, 404, 405, 501})
  void nothingOfWhatWasNamed_duringAnOutage_isAFailure(int status) {
    answeringLists(Reply.of(status, "<html/>"));
    assertThatThrownBy(() -> Clients.anonymous().images(server.repository("app"), ONE))
        .isInstanceOf(TransientFailure.class);
  }

  @Test
  void digests_comeUnderTheirTag() {
    assertThat(images(choice(Set.of(), Set.of(DIGEST, Clients.digest('b')))).images())
        .containsExactly(new SourceImage(TagChoice.tagOf(DIGEST), DIGEST));
  }

  @Test
  void rules_areMatchedOrNot_andEachPickedTagIsAskedOnce() {
    SourceImages images =
        images(choice(tags("v1"), Set.of(), new Starting("v"), new Starting("x")));
    assertThat(images.images()).containsExactly(image("v1"), image("v2"));
    assertThat(images.matched()).containsExactly("v*");
    assertThat(server.requests("HEAD", "/v2/app")).hasSize(2);
  }

  @Test
  void tagThatIsListedAndNotThere_isLeftOut() {
    assertThat(images(EVERY).images()).containsExactly(image("v1"), image("v2"), image("w1"));
  }

  @Test
  void onlyTagOfARule_thatIsListedAndNotThere_isRefused() {
    SourceImages images = images(choice(tags("v1"), Set.of(), new Starting("g")));
    assertThat(images.images()).containsExactly(image("v1"));
    assertThat(images.refused()).containsOnlyKeys(new Tag("gone"));
    assertThat(images.refused().get(new Tag("gone"))).contains(server.host() + "/app:gone");
  }

  @Test
  void onlyTagOfARule_thatIsNotThere_isRefused_thoughAnotherRuleGivesSome() {
    SourceImages images = images(choice(Set.of(), Set.of(), new Starting("v"), new Starting("g")));
    assertThat(images.images()).containsExactly(image("v1"), image("v2"));
    assertThat(images.refused()).containsOnlyKeys(new Tag("gone"));
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void tagThatMayNotBeRead_isRefused_andTheOthersAreGiven(int status) {
    server.script(
        request ->
            switch (request.target()) {
              case "/v2/" -> Reply.of(200);
              case "/v2/app/manifests/v1" -> Reply.digest(DIGEST.value());
              default -> Reply.of(status);
            });
    SourceImages images = images(choice(tags("v1", "v2"), Set.of(DIGEST)));
    assertThat(images.images()).containsExactly(image("v1"));
    assertThat(images.refused()).containsOnlyKeys(new Tag("v2"), TagChoice.tagOf(DIGEST));
    assertThat(images.refused().get(new Tag("v2"))).contains("manifests/v2", "srcCredential");
  }

  @Test
  void loginThatIsNotAccepted_isAFailure_notARefusalOfEachImage() {
    server.script(
        request ->
            request.target().equals("/v2/")
                ? Reply.of(200)
                : Reply.of(401).with("WWW-Authenticate", "Basic realm=\"x\""));
    assertThatThrownBy(() -> Clients.loggedIn(server).images(server.repository("app"), ONE))
        .isInstanceOf(PermanentFailure.class)
        .isNotInstanceOf(Refusal.class)
        .hasMessageContaining("srcCredential");
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void tagsThatMayNotBeListed_areTold_andTheNamedOnesAreGiven(int status) {
    server.script(
        request ->
            switch (request.target().replaceFirst("\\?.*", "")) {
              case "/v2/" -> Reply.of(200);
              case "/v2/app/manifests/v1" -> Reply.digest(DIGEST.value());
              default -> Reply.of(status);
            });
    SourceImages images = images(choice(tags("v1"), Set.of(), new Starting("v")));
    assertThat(images.images()).containsExactly(image("v1"));
    assertThat(images.unlisted()).hasValueSatisfying(why -> assertThat(why).contains("tags/list"));
  }

  @Test
  void namedTagThatIsNotThere_isNoFailure_whereTagsMayNotBeListed() {
    server.script(
        request ->
            switch (request.target().replaceFirst("\\?.*", "")) {
              case "/v2/" -> Reply.of(200);
              case "/v2/app/tags/list" -> Reply.of(403);
              default -> Reply.error(404, "MANIFEST_UNKNOWN");
            });
    assertThat(images(ONE).images()).isEmpty();
  }

  @Test
  void noneOfSeveralTagsThatAreListed_isAFailure() {
    server.script(
        request ->
            switch (request.target().replaceFirst("\\?.*", "")) {
              case "/v2/" -> Reply.of(200);
              case "/v2/app/tags/list" -> Reply.tags("gone", "going");
              default -> Reply.error(404, "MANIFEST_UNKNOWN");
            });
    TagChoice gone = choice(Set.of(), Set.of(), new Starting("g"));
    assertThatThrownBy(() -> images(gone))
        .isInstanceOf(TransientFailure.class)
        .hasMessageContaining(server.host() + "/app");
  }

  /** There is no manifest, and each list is answered so. */
  private void answeringLists(Reply reply) {
    server.script(
        request ->
            switch (request.target()) {
              case "/v2/" -> Reply.of(200);
              case String target when target.contains("/tags/list") -> reply;
              default -> Reply.of(404);
            });
  }

  private SourceImages images(TagChoice choice) {
    return Clients.anonymous().images(server.repository("app"), choice);
  }

  private static SourceImage image(String tag) {
    return new SourceImage(new Tag(tag), DIGEST);
  }

  private static Set<Tag> tags(String one, String... others) {
    Set<Tag> tags = new HashSet<>(Set.of(new Tag(one)));
    for (String other : others) {
      tags.add(new Tag(other));
    }
    return tags;
  }

  private static TagChoice choice(Set<Tag> tags, Set<Digest> digests, TagRule... rules) {
    return new TagChoice(tags, digests, List.of(rules));
  }
}
