package replicator.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static replicator.registry.Clients.DIGEST;
import static replicator.registry.Clients.EVERY;

import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import replicator.failure.PermanentFailure;
import replicator.failure.TransientFailure;
import replicator.registry.StandIn.Request;
import replicator.source.SourceImages;

class PagedListTest {
  private final StandIn server = new StandIn(request -> Reply.of(500));
  private final StandIn other = new StandIn(request -> Reply.tags("stolen"));

  @AfterEach
  void stop() {
    server.close();
    other.close();
  }

  @Test
  void links_relativeAndAbsolute_areFollowedToTheEnd() {
    pages(
        target ->
            switch (target) {
              case "/v2/app/tags/list?n=1000" ->
                  linked("</v2/app/tags/list?last=a&n=1>; rel=\"next\"", "a");
              case "/v2/app/tags/list?last=a&n=1" ->
                  linked("<http://" + server.host() + "/v2/app/tags/list?p=3>; rel=next", "b");
              case "/v2/app/tags/list?p=3" -> linked("<?p=4>; type=\"x\"; rel=\"next\"", "c");
              case "/v2/app/tags/list?p=4" -> linked("<?p=1>; rel=\"prev\"", "d", "a");
              default -> Reply.of(400);
            });
    assertThat(tags()).containsExactly("a", "b", "c", "d");
  }

  @Test
  void next_amongOtherLinks_isFound() {
    pages(
        target ->
            target.contains("n=1000")
                ? linked("<?p=0>; rel=\"first\", <?p=2>; rel=\"next\"", "a")
                : target.endsWith("?p=2") ? Reply.tags("b") : Reply.of(400));
    assertThat(tags()).containsExactly("a", "b");
  }

  @Test
  void registryThatCallsItselfHttps_isStillAskedTheWayItWas() {
    pages(
        target ->
            target.contains("n=1000")
                ? linked("<https://127.0.0.1/v2/app/tags/list?p=2>; rel=\"next\"", "a")
                : Reply.tags("b"));
    assertThat(tags()).containsExactly("a", "b");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 410})
  void pageThatFailsInTheMiddle_isAFailure_notAShorterList(int status) {
    pages(
        target ->
            target.endsWith("n=1000")
                ? linked("<?p=2>; rel=\"next\"", "a")
                : Reply.error(status, "NAME_UNKNOWN"));
    assertThatThrownBy(this::tags)
        .isInstanceOf(TransientFailure.class)
        .hasMessageContaining("status " + status);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<html/>", "[]", "{}", "{\"tags\":\"a\"}", "{\"tags\":[\"a\""})
  void brokenPage_isAFailure(String body) {
    pages(
        target ->
            target.contains("n=1000") ? linked("<?p=2>; rel=\"next\"", "a") : Reply.of(200, body));
    assertThatThrownBy(this::tags).isInstanceOf(TransientFailure.class);
  }

  @Test
  void linkToAnotherHost_isNotFollowed() {
    pages(target -> linked("<http://" + other.otherName() + "/v2/x>; rel=\"next\"", "a"));
    assertThatThrownBy(this::tags)
        .isInstanceOf(PermanentFailure.class)
        .hasMessageContaining("not on the same host");
    assertThat(other.requests()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 404})
  void linkToAPathThatIsNotServedHere_isMadeUpFor(int status) {
    pages(
        target ->
            switch (target) {
              case "/v2/app/tags/list?n=1000" ->
                  linked("</repository/docker/v2/app/tags/list?n=1000&last=a>; rel=next", "a");
              case "/v2/app/tags/list?n=1000&last=a" ->
                  linked("</repository/docker/v2/app/tags/list?n=1000&last=b>; rel=next", "b");
              case "/v2/app/tags/list?n=1000&last=b" -> Reply.tags("c");
              default -> Reply.of(status);
            });
    assertThat(tags()).containsExactly("a", "b", "c");
  }

  @Test
  void circleOfLinks_ends() {
    pages(
        target ->
            linked(target.endsWith("p=2") ? "<?p=3>; rel=\"next\"" : "<?p=2>; rel=\"next\"", "a"));
    assertThatThrownBy(this::tags)
        .isInstanceOf(PermanentFailure.class)
        .hasMessageContaining("no end");
    assertThat(server.requests("GET", "/v2/app")).hasSizeLessThan(5);
  }

  @Test
  void hugePage_isRefused() {
    pages(target -> Reply.of(200, " ".repeat((16 << 20) + 1)));
    assertThatThrownBy(this::tags)
        .isInstanceOf(PermanentFailure.class)
        .hasMessageContaining("more than 16777216 bytes");
  }

  @Test
  void hugeName_isRefused() {
    pages(target -> Reply.tags("a".repeat(1_001)));
    assertThatThrownBy(this::tags)
        .isInstanceOf(PermanentFailure.class)
        .hasMessageContaining("more than 1000 characters");
  }

  @Test
  void pageSizeThatIsTooLarge_isMadeSmaller() {
    pages(target -> target.endsWith("n=100") ? Reply.tags("a") : Reply.of(400));
    assertThat(tags()).containsExactly("a");
  }

  @Test
  void fullPageWithoutLink_isNotTakenForTheWholeList() {
    String[] first = IntStream.range(0, 1000).mapToObj("a%04d"::formatted).toArray(String[]::new);
    pages(target -> target.endsWith("&last=a0999") ? Reply.tags("b") : Reply.tags(first));
    assertThat(tags()).hasSize(1001).contains("b");
  }

  @Test
  void fullPageOfARegistryThatKnowsNoPages_isTheWholeList() {
    String[] all = IntStream.range(0, 1000).mapToObj("a%04d"::formatted).toArray(String[]::new);
    pages(target -> Reply.tags(all));
    assertThat(tags()).hasSize(1000);
  }

  /** As Amazon ECR, whose pages are continued by a token only: the list ends with a full page. */
  @ParameterizedTest
  @ValueSource(ints = {400, 405, 501})
  void fullPageAfterWhichTheRegistryRefusesToGoOn_isTheWholeList(int status) {
    String[] all = IntStream.range(0, 1000).mapToObj("a%04d"::formatted).toArray(String[]::new);
    pages(
        target -> target.endsWith("n=1000") ? Reply.tags(all) : Reply.error(status, "UNSUPPORTED"));
    assertThat(tags()).hasSize(1000);
  }

  @Test
  void fullPageAfterWhichTheRepositoryIsGone_isNotTakenForTheWholeList() {
    String[] first = IntStream.range(0, 1000).mapToObj("a%04d"::formatted).toArray(String[]::new);
    pages(
        target -> target.endsWith("n=1000") ? Reply.tags(first) : Reply.error(404, "NAME_UNKNOWN"));
    assertThatThrownBy(this::tags)
        .isInstanceOf(TransientFailure.class)
        .hasMessageContaining("in the middle of a list");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 405, 501})
  void fullPageAfterWhichAGatewayAnswers_isNotTakenForTheWholeList(int status) {
    String[] first = IntStream.range(0, 1000).mapToObj("a%04d"::formatted).toArray(String[]::new);
    pages(target -> target.endsWith("n=1000") ? Reply.tags(first) : Reply.of(status, "<html/>"));
    assertThatThrownBy(this::tags)
        .isInstanceOf(TransientFailure.class)
        .hasMessageContaining("in the middle of a list");
  }

  @Test
  void repositoryWithoutTags_givesNothing() {
    pages(target -> Reply.of(200, "{\"name\":\"app\",\"tags\":null}"));
    assertThat(tags()).isEmpty();
  }

  @Test
  void whatIsNoTagButInTheList_asOfArtifactoryAndNexus_isLeftOut() {
    pages(
        target ->
            Reply.of(200, "{\"tags\":[null,\"a\",\"sha256:%s\",\"b\"]}".formatted("b".repeat(64))));
    assertThat(tags()).containsExactly("a", "b");
  }

  @Test
  void nameThatTheRegistryDoesNotKnow_givesNothing() {
    pages(target -> Reply.error(404, "NAME_UNKNOWN"));
    assertThat(Clients.anonymous().images(server.repository("app"), EVERY))
        .isEqualTo(SourceImages.NONE);
  }

  @Test
  void notFoundOfAGateway_isNotTakenForTheRegistrysWord() {
    pages(target -> Reply.of(404, "default backend - 404"));
    assertThatThrownBy(this::tags).isInstanceOf(TransientFailure.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-a", "a b", "../x", "a\\u0000\\nb", "$(id)"})
  void tagThatIsNone_isLeftOut_andSaidInOneLine(String tag) {
    pages(target -> Reply.tags("good", tag));
    try (LoggedLines log = new LoggedLines()) {
      assertThat(tags()).containsExactly("good");
      assertThat(log.lines())
          .singleElement(STRING)
          .contains("which is no tag", "1 of 2")
          .doesNotContain("\n", "\u0000");
    }
  }

  @Test
  void listWithoutAnyTagThatIsOne_isAFailure_andPrintsOnOneLine() {
    pages(target -> Reply.tags("-a", "a\\u0000\\nb"));
    assertThatThrownBy(this::tags)
        .isInstanceOf(PermanentFailure.class)
        .hasMessageContaining("which is no tag")
        .message()
        .doesNotContain("\n", "\u0000");
  }

  @Test
  void tagOfAnotherType_isAFailure() {
    pages(target -> Reply.of(200, "{\"tags\":[\"a\",1]}"));
    assertThatThrownBy(this::tags).isInstanceOf(PermanentFailure.class);
  }

  private List<String> tags() {
    return Clients.anonymous().images(server.repository("app"), EVERY).images().stream()
        .map(image -> image.tag().value())
        .toList();
  }

  private void pages(Function<String, Reply> list) {
    server.script(
        (Request request) -> {
          if (request.target().equals("/v2/")) {
            return Reply.of(200);
          }
          return request.method().equals("HEAD")
              ? Reply.digest(DIGEST.value())
              : list.apply(request.target());
        });
  }

  private static Reply linked(String link, String... tags) {
    return Reply.tags(tags).with("Link", link);
  }
}
