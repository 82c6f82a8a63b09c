package replicator.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static replicator.copy.SampleCopies.copy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import replicator.copy.AttemptId;
import replicator.copy.Batch;
import replicator.copy.Copy;
import replicator.plan.BatchPacker;
import replicator.plan.Batches;
import replicator.run.RunId;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.ecs.model.RunTaskResponse;
import software.amazon.awssdk.services.ecs.model.Task;

class CopyListTest {
  /** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskOverride.html */
  private static final int LIMIT = 8192;

  private static final TaskPlace PLACE = new TaskPlace("c", "f:1", List.of(), "sg", false);
  private static final TaskOptions LARGEST_NUMBERS =
      new TaskOptions(true, Duration.ofHours(12), 999_999, Duration.ofDays(1), 999_999);

  @Property(tries = 200)
  void everyBatch_fitsIntoRunTask(@ForAll("copies") List<Copy> copies, @ForAll("tasks") int tasks) {
    Batches batches = new BatchPacker(tasks, CopyList.CAPACITY, new CopyList()).pack(copies, 0);
    List<Batch> all = Stream.concat(batches.first().stream(), batches.further().stream()).toList();
    assertThat(all).allSatisfy(batch -> assertThat(overrides(batch)).isLessThanOrEqualTo(LIMIT));
    assertThat(all.stream().mapToInt(batch -> batch.copies().size()).sum())
        .isEqualTo(copies.size());
  }

  @Property(tries = 200)
  void sizes_areWhatTheCopiesTakeInJson(@ForAll("copies") List<Copy> copies) {
    CopyList sizes = new CopyList();
    Copy first = copies.getFirst();
    List<Copy> repository =
        copies.stream()
            .filter(copy -> copy.source().equals(first.source()))
            .filter(copy -> copy.destination().equals(first.destination()))
            .toList();
    int expected =
        sizes.ofRepository(repository.getFirst())
            + repository.stream().mapToInt(sizes::ofCopy).sum();
    String json = new TextNode(CopyList.write(repository)).toString();
    assertThat(json.length() - "\"\"".length()).isEqualTo(expected);
  }

  /** Otherwise tasks would be started for fewer images than they could copy. */
  @Test
  void capacity_wastesLittle() {
    List<Copy> copies = new ArrayList<>();
    for (int image = 0; image < 500; image++) {
      copies.add(copy("quay.io/a/b", "h.example/a/b", "v" + image, image));
    }
    Batches batches = new BatchPacker(1, CopyList.CAPACITY, new CopyList()).pack(copies, 0);
    assertThat(overrides(batches.first().getFirst())).isBetween(LIMIT - 300, LIMIT);
  }

  @Test
  void write_ofCopiesInDisorder_namesEachPairOfRepositoriesOnce() {
    assertThat(
            CopyList.write(
                List.of(
                    copy("q.io/a", "h.io/a", "1", 1),
                    copy("q.io/b", "h.io/b", "2", 2),
                    copy("q.io/a", "h.io/a", "3", 3))))
        .isEqualTo(
            """
            from q.io/a to h.io/a
            %064x 1
            %064x 3
            from q.io/b to h.io/b
            %064x 2
            """
                .formatted(1, 3, 2));
  }

  @Provide
  Arbitrary<Integer> tasks() {
    return Arbitraries.integers().between(1, 20);
  }

  @Provide
  Arbitrary<List<Copy>> copies() {
    Arbitrary<String> host =
        Arbitraries.strings().withCharRange('a', 'z').ofMinLength(1).ofMaxLength(200);
    Arbitrary<String> name =
        Arbitraries.strings().withCharRange('a', 'z').ofMinLength(1).ofMaxLength(255);
    Arbitrary<String> tag = Arbitraries.strings().alpha().numeric().ofMinLength(1).ofMaxLength(128);
    Arbitrary<List<Copy>> repository =
        Combinators.combine(host, name, name, tag.list().ofMinSize(1).ofMaxSize(120))
            .as(CopyListTest::repository);
    return repository
        .list()
        .ofMinSize(1)
        .ofMaxSize(8)
        .map(all -> all.stream().flatMap(List::stream).toList());
  }

  private static List<Copy> repository(
      String host, String source, String destination, List<String> tags) {
    return tags.stream()
        .map(tag -> copy(host + ".io/" + source, "h.example/" + destination, tag, tag.length()))
        .toList();
  }

  /** The overrides of the call that starts the batch, in characters of JSON. */
  private static int overrides(Batch batch) {
    FakeEcs ecs = new FakeEcs();
    ecs.onRunTask.add(
        () -> RunTaskResponse.builder().tasks(Task.builder().taskArn("t").build()).build());
    AttemptId attempt = new AttemptId(new RunId("20261124T050000000Z-3f9a1c22"), batch.number(), 1);
    new EcsTasks(ecs, PLACE, () -> LARGEST_NUMBERS, () -> Instant.EPOCH)
        .start(attempt, 0, 999_999, batch.copies());
    return json(ecs.started.getFirst().overrides()).toString().length();
  }

  private static JsonNode json(Object value) {
    return switch (value) {
      case SdkPojo pojo -> object(pojo);
      case Collection<?> list -> array(list);
      default -> new TextNode(value.toString());
    };
  }

  private static ObjectNode object(SdkPojo pojo) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (SdkField<?> field : pojo.sdkFields()) {
      Object value = field.getValueOrDefault(pojo);
      boolean unset = value == null || (value instanceof Collection<?> list && list.isEmpty());
      if (!unset) {
        object.set(field.locationName(), json(value));
      }
    }
    return object;
  }

  private static ArrayNode array(Collection<?> list) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    list.forEach(each -> array.add(json(each)));
    return array;
  }
}
