package replicator.plan;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import replicator.copy.Batch;
import replicator.copy.Copy;
import replicator.copy.SampleCopies;
import replicator.image.Repository;
import replicator.image.Tag;

@PropertyDefaults(tries = 200)
class BatchPackerPropertiesTest {
  /** As a task's data is: a line for the repositories, a line for each copy. */
  private static final CopySize SIZES =
      new CopySize() {
        @Override
        public int ofRepository(Copy copy) {
          return copy.source().toString().length() + copy.destination().toString().length();
        }

        @Override
        public int ofCopy(Copy copy) {
          return 1 + copy.tag().value().length();
        }
      };

  @Property
  void every_copy_is_in_exactly_one_batch(
      @ForAll("copies") List<Copy> copies,
      @ForAll @IntRange(min = 1, max = 20) int tasks,
      @ForAll @IntRange(min = 1, max = 2000) int capacity) {
    Batches batches = pack(copies, tasks, capacity);

    assertThat(all(batches).flatMap(batch -> batch.copies().stream()))
        .containsExactlyInAnyOrderElementsOf(copies);
  }

  @Property
  void a_batch_exceeds_the_capacity_only_if_it_is_one_copy(
      @ForAll("copies") List<Copy> copies,
      @ForAll @IntRange(min = 1, max = 20) int tasks,
      @ForAll @IntRange(min = 1, max = 2000) int capacity) {
    Batches batches = pack(copies, tasks, capacity);

    assertThat(all(batches))
        .allSatisfy(
            batch -> {
              if (batch.copies().size() > 1) {
                assertThat(size(batch.copies())).isLessThanOrEqualTo(capacity);
              }
            });
  }

  @Property
  void a_repository_that_fits_is_in_one_of_the_first_batches_and_whole(
      @ForAll("copies") List<Copy> copies,
      @ForAll @IntRange(min = 1, max = 20) int tasks,
      @ForAll @IntRange(min = 1, max = 2000) int capacity) {
    Batches batches = pack(copies, tasks, capacity);

    repositories(copies).stream()
        .filter(repository -> size(repository) <= capacity)
        .forEach(
            repository ->
                assertThat(batches.first())
                    .filteredOn(batch -> batch.copies().contains(repository.getFirst()))
                    .singleElement()
                    .satisfies(batch -> assertThat(batch.copies()).containsAll(repository)));
  }

  @Property
  void one_batch_of_each_repository_is_among_the_first(
      @ForAll("copies") List<Copy> copies,
      @ForAll @IntRange(min = 1, max = 20) int tasks,
      @ForAll @IntRange(min = 1, max = 2000) int capacity) {
    Batches batches = pack(copies, tasks, capacity);

    repositories(copies)
        .forEach(
            repository ->
                assertThat(batches.first())
                    .filteredOn(batch -> batch.copies().stream().anyMatch(repository::contains))
                    .hasSize(1));
  }

  @Property
  void a_further_batch_holds_copies_of_one_repository(
      @ForAll("copies") List<Copy> copies,
      @ForAll @IntRange(min = 1, max = 20) int tasks,
      @ForAll @IntRange(min = 1, max = 2000) int capacity) {
    Batches batches = pack(copies, tasks, capacity);

    assertThat(batches.further())
        .allSatisfy(batch -> assertThat(repositories(batch.copies())).hasSize(1));
  }

  @Property
  void batches_are_numbered_from_one_and_none_is_empty(
      @ForAll("copies") List<Copy> copies,
      @ForAll @IntRange(min = 1, max = 20) int tasks,
      @ForAll @IntRange(min = 1, max = 2000) int capacity) {
    List<Batch> batches = all(pack(copies, tasks, capacity)).toList();

    assertThat(batches).allSatisfy(batch -> assertThat(batch.copies()).isNotEmpty());
    assertThat(batches.stream().map(Batch::number))
        .containsExactlyElementsOf(IntStream.rangeClosed(1, batches.size()).boxed().toList());
  }

  /**
   * Two that are next to each other hold more than one could, so that half of what fits is the
   * least on average. For full rounds small repositories are packed a second time.
   */
  @Property
  void batches_are_no_more_than_two_rounds_and_four_times_as_many_as_would_do(
      @ForAll("copies") List<Copy> copies,
      @ForAll @IntRange(min = 1, max = 20) int tasks,
      @ForAll @IntRange(min = 1, max = 2000) int capacity) {
    List<Batch> batches = all(pack(copies, tasks, capacity)).toList();

    long used = batches.stream().mapToLong(batch -> size(batch.copies())).sum();
    long split =
        repositories(copies).stream().filter(repository -> size(repository) > capacity).count();
    assertThat((long) batches.size())
        .isLessThanOrEqualTo(2L * tasks - 1 + split + 4 * used / (capacity + 1L));
  }

  @Property
  void batches_that_run_at_once_differ_by_the_heaviest_repository_at_most(
      @ForAll("copies") List<Copy> copies, @ForAll @IntRange(min = 1, max = 20) int tasks) {
    List<Batch> batches = pack(copies, tasks, Integer.MAX_VALUE).first();

    long heaviest =
        repositories(copies).stream().mapToLong(BatchPackerPropertiesTest::weight).max().orElse(0);
    List<Long> weights = batches.stream().map(batch -> weight(batch.copies())).toList();
    assertThat(weights)
        .allSatisfy(weight -> assertThat(weight - weights.getLast()).isBetween(0L, heaviest));
  }

  @Property
  void the_same_copies_are_packed_the_same_way(
      @ForAll("copies") List<Copy> copies,
      @ForAll @IntRange(min = 1, max = 20) int tasks,
      @ForAll @IntRange(min = 1, max = 2000) int capacity) {
    assertThat(pack(copies, tasks, capacity)).isEqualTo(pack(copies, tasks, capacity));
  }

  @Provide
  Arbitrary<List<Copy>> copies() {
    Arbitrary<Copy> copy =
        Combinators.combine(
                Arbitraries.integers().between(0, 9),
                Arbitraries.strings().withCharRange('a', 'z').ofMinLength(1).ofMaxLength(40),
                Arbitraries.longs().between(0, 8L << 30))
            .as(BatchPackerPropertiesTest::copy);
    return copy.list().ofMaxSize(120).map(BatchPackerPropertiesTest::eachImageOnce);
  }

  private static Copy copy(int repository, String tag, long bytes) {
    String name = "r" + "x".repeat(repository);
    return new Copy(
        SampleCopies.source(name),
        SampleCopies.digest(tag.hashCode() & 0xffff),
        SampleCopies.destination(name),
        new Tag(tag),
        Optional.empty(),
        bytes % 2 == 0 ? OptionalLong.of(bytes) : OptionalLong.empty());
  }

  private static List<Copy> eachImageOnce(List<Copy> copies) {
    Set<String> images = new HashSet<>();
    return copies.stream().filter(copy -> images.add(copy.image())).toList();
  }

  private static Batches pack(List<Copy> copies, int tasks, int capacity) {
    return new BatchPacker(tasks, capacity, SIZES).pack(copies, 0);
  }

  private static Stream<Batch> all(Batches batches) {
    return Stream.concat(batches.first().stream(), batches.further().stream());
  }

  private static List<List<Copy>> repositories(List<Copy> copies) {
    return new ArrayList<>(copies.stream().collect(groupingBy(Copy::source)).values());
  }

  private static long size(List<Copy> copies) {
    Set<Repository> repositories = new HashSet<>();
    long size = 0;
    for (Copy copy : copies) {
      size += SIZES.ofCopy(copy);
      size += repositories.add(copy.source()) ? SIZES.ofRepository(copy) : 0;
    }
    return size;
  }

  private static long weight(List<Copy> copies) {
    return copies.stream().mapToLong(copy -> 1 + copy.sizeInBytes().orElse(0) / (32L << 20)).sum();
  }
}
