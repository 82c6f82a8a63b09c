package replicator;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Path;

/** That main Java is built as {@link Architecture} says; {@link ArchitectureRulesTest} tests it. */
@AnalyzeClasses(packages = "replicator", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest static final ArchRule concepts = Architecture.CONCEPTS_ARE_PLAIN_JAVA;
  @ArchTest static final ArchRule connections = Architecture.CONCEPTS_OPEN_NO_CONNECTION;

  @ArchTest
  static final ArchRule surroundings =
      Architecture.CONCEPTS_GET_THE_TIME_AND_THE_ENVIRONMENT_HANDED;

  @ArchTest static final ArchRule cycles = Architecture.PACKAGES_HAVE_NO_CYCLES;
  @ArchTest static final ArchRule dates = Architecture.NOBODY_USES_OLD_DATES;
  @ArchTest static final ArchRule handlers = Architecture.HANDLERS_ARE_DOORS;
  @ArchTest static final ArchRule frameworks = Architecture.FRAMEWORKS_STAY_AT_THE_DOOR;

  /** The wiring hands standard output to the metrics, which CloudWatch reads from there. */
  @ArchTest
  static void streams(JavaClasses classes) {
    NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(
        classes.that(DescribedPredicate.not(resideInAPackage("replicator.wiring"))));
  }

  @ArchTest static final ArchRule exceptions = NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;

  @ArchTest
  static void each_service_has_one_adapter(JavaClasses classes) {
    Architecture.eachServiceHasOneAdapter().forEach(rule -> rule.check(classes));
  }

  @ArchTest
  static void adapters_do_not_know_each_other(JavaClasses classes) {
    Architecture.adaptersDoNotKnowEachOther().forEach(rule -> rule.check(classes));
  }

  @ArchTest
  static void main_files_are_short(JavaClasses classes) throws IOException {
    assertThat(classes).isNotEmpty();
    assertThat(SourceFiles.below(Path.of("src/main/java"))).isNotEmpty();
    assertThat(SourceFiles.longerThan(250, Path.of("src/main/java"))).isEmpty();
  }

  @ArchTest
  static void half_of_the_main_files_have_sixty_lines_at_most(JavaClasses classes)
      throws IOException {
    assertThat(SourceFiles.median(Path.of("src/main/java"))).isLessThanOrEqualTo(60);
  }
}
