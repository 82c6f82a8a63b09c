package replicator;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import replicator.plan.wrong.AsksAws;
import replicator.plan.wrong.Connects;
import replicator.plan.wrong.IsInjected;
import replicator.plan.wrong.KnowsRun;
import replicator.plan.wrong.Logs;
import replicator.plan.wrong.LooksAtTheClock;
import replicator.plan.wrong.ReadsTheEnvironment;
import replicator.run.wrong.KnowsPlan;
import replicator.sns.wrong.KnowsSsm;

class ArchitectureRulesTest {
  @Test
  void a_concept_that_uses_an_sdk_is_refused() {
    assertThat(violations(Architecture.CONCEPTS_ARE_PLAIN_JAVA, AsksAws.class)).isNotEmpty();
  }

  @Test
  void a_concept_that_uses_another_library_is_refused() {
    assertThat(violations(Architecture.CONCEPTS_ARE_PLAIN_JAVA, Logs.class)).isNotEmpty();
  }

  @Test
  void a_concept_that_opens_connections_is_refused() {
    assertThat(violations(Architecture.CONCEPTS_OPEN_NO_CONNECTION, Connects.class)).isNotEmpty();
  }

  @Test
  void a_concept_that_looks_at_the_clock_or_the_environment_is_refused() {
    ArchRule rule = Architecture.CONCEPTS_GET_THE_TIME_AND_THE_ENVIRONMENT_HANDED;

    assertThat(violations(rule, LooksAtTheClock.class)).hasSize(1);
    assertThat(violations(rule, ReadsTheEnvironment.class)).hasSize(1);
  }

  @Test
  void a_concept_that_is_injected_is_refused() {
    assertThat(violations(Architecture.FRAMEWORKS_STAY_AT_THE_DOOR, IsInjected.class)).hasSize(1);
  }

  @Test
  void an_adapter_that_knows_another_is_refused() {
    assertThat(Architecture.adaptersDoNotKnowEachOther())
        .filteredOn(rule -> !violations(rule, KnowsSsm.class).isEmpty())
        .hasSize(1);
  }

  @Test
  void packages_that_know_each_other_are_refused() {
    assertThat(violations(Architecture.PACKAGES_HAVE_NO_CYCLES, KnowsPlan.class, Logs.class))
        .isEmpty();
    assertThat(violations(Architecture.PACKAGES_HAVE_NO_CYCLES, KnowsPlan.class, KnowsRun.class))
        .isNotEmpty();
  }

  @Test
  void a_service_that_is_called_from_elsewhere_than_its_adapter_is_refused() {
    assertThat(Architecture.eachServiceHasOneAdapter())
        .filteredOn(rule -> !violations(rule, AsksAws.class).isEmpty())
        .hasSize(2);
  }

  @Test
  void a_file_that_is_too_long_is_found(@TempDir Path root) throws IOException {
    Path right = root.resolve("Right.java");
    Path wrong = root.resolve("Wrong.java");
    Files.write(right, Collections.nCopies(250, "//"));
    Files.write(wrong, Collections.nCopies(251, "//"));

    assertThat(SourceFiles.longerThan(250, root)).containsExactly(wrong);
  }

  private static List<String> violations(ArchRule rule, Class<?>... classes) {
    JavaClasses imported = new ClassFileImporter().importClasses(classes);
    return rule.allowEmptyShould(true).evaluate(imported).getFailureReport().getDetails();
  }
}
