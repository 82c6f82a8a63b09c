package replicator.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static replicator.copy.SampleCopies.copies;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import replicator.copy.Batch;
import replicator.copy.Copy;

class BatchPackerTest {
  private final BatchPacker packer = new BatchPacker(10, 100, new OneEach());

  @Test
  void no_copies_make_no_batch() {
    assertThat(packer.pack(List.of(), 0)).isEqualTo(new Batches(List.of(), List.of()));
  }

  @Test
  void a_few_small_images_of_many_repositories_share_one_task() {
    List<Copy> nine = IntStream.range(0, 9).boxed().flatMap(n -> copies("r" + n, 1, 0)).toList();

    assertThat(packer.pack(nine, 0).first()).hasSize(1);
  }

  @Test
  void a_few_large_images_get_a_task_each() {
    List<Copy> three =
        IntStream.range(0, 3).boxed().flatMap(n -> copies("r" + n, 1, 2L << 30)).toList();

    assertThat(packer.pack(three, 0).first()).hasSize(3);
  }

  @Test
  void more_images_than_tasks_have_time_for_use_every_task_and_no_more() {
    List<Copy> all = IntStream.range(0, 40).boxed().flatMap(n -> copies("r" + n, 10, 0)).toList();

    assertThat(packer.pack(all, 0).first())
        .hasSize(10)
        .allMatch(batch -> batch.copies().size() == 40);
  }

  @ParameterizedTest(name = "{0} repositories, three of which fill a task")
  @CsvSource({"30, 10, 90, 90", "31, 20, 30, 60", "40, 20, 60, 60", "130, 50, 60, 90"})
  void more_batches_than_run_at_once_are_full_rounds_of_about_equal_ones(
      int repositories, int batches, int smallest, int largest) {
    List<Copy> all =
        IntStream.range(0, repositories).boxed().flatMap(n -> copies("r" + n, 30, 0)).toList();

    assertThat(packer.pack(all, 0).first())
        .hasSize(batches)
        .allMatch(batch -> batch.copies().size() >= smallest && batch.copies().size() <= largest);
  }

  @Test
  void a_repository_too_large_for_a_task_starts_with_one_and_goes_on_with_the_rest() {
    Batches batches = packer.pack(copies("big", 250, 0).toList(), 0);

    assertThat(batches.first()).map(batch -> batch.copies().size()).containsExactly(100);
    assertThat(batches.further()).map(batch -> batch.copies().size()).containsExactly(100, 50);
    assertThat(batches.further()).map(Batch::number).containsExactly(2, 3);
  }

  @Test
  void small_repositories_fill_up_what_a_large_one_leaves() {
    List<Copy> mixed =
        Stream.of(copies("small", 10, 0), copies("other", 10, 0), copies("large", 20, 0))
            .flatMap(copies -> copies)
            .toList();

    assertThat(new BatchPacker(2, 100, new OneEach()).pack(mixed, 0).first())
        .map(batch -> batch.copies().size())
        .containsExactly(20, 20);
  }

  @Test
  void the_heaviest_batches_start_first() {
    List<Copy> mixed =
        Stream.of(copies("small", 30, 0), copies("big", 250, 0), copies("large", 1, 100L << 30))
            .flatMap(copies -> copies)
            .toList();

    assertThat(packer.pack(mixed, 0).first())
        .map(batch -> batch.copies().getFirst().source().name().value())
        .containsExactly("large", "big", "small");
  }

  @Test
  void a_copy_too_large_for_any_task_is_a_batch_of_its_own() {
    BatchPacker narrow = new BatchPacker(10, 0, new OneEach());

    assertThat(narrow.pack(copies("r", 2, 0).toList(), 0))
        .satisfies(
            batches -> assertThat(batches.first()).hasSize(1),
            batches -> assertThat(batches.further()).hasSize(1));
  }

  @ParameterizedTest(name = "{0} repositories of {1} images")
  @CsvSource({"1, 100000", "100000, 1", "1000, 100", "2000, 50"})
  @Timeout(30)
  void a_hundred_thousand_copies_are_packed_within_seconds(int repositories, int images) {
    List<Copy> copies =
        IntStream.range(0, repositories)
            .boxed()
            .flatMap(n -> copies("r" + n, images, n % 7 * (100L << 20)))
            .toList();

    Batches batches = packer.pack(copies, 0);

    assertThat(batches.first().size() + batches.further().size()).isBetween(1000, 2000);
  }
}
