package replicator;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Who may know whom: concepts are plain Java, each SDK has one adapter, handlers are doors. */
final class Architecture {
  private static final String[] CONCEPTS =
      of(
          "image",
          "selection",
          "names",
          "list",
          "source",
          "destination",
          "plan",
          "copy",
          "run",
          "cost",
          "auth",
          "credential",
          "settings",
          "concurrent",
          "text",
          "failure",
          "replication");

  /** Beside Java itself: null marks, patterns, and JSON as a tree. */
  private static final String[] LIBRARIES = {
    "java..",
    "org.jspecify.annotations",
    "com.google.re2j",
    "com.fasterxml.jackson.core",
    "com.fasterxml.jackson.databind",
    "com.fasterxml.jackson.databind.node"
  };

  /** The adapter that speaks to each service. */
  private static final Map<String, String> ADAPTERS =
      Map.of(
          "ecr", "ecr",
          "sts", "ecr",
          "ecs", "ecs",
          "cloudwatchlogs", "ecs",
          "dynamodb", "dynamodb",
          "ssm", "ssm",
          "s3", "s3",
          "secretsmanager", "secretsmanager",
          "sfn", "stepfunctions",
          "sns", "sns");

  static final ArchRule CONCEPTS_ARE_PLAIN_JAVA =
      classes()
          .that()
          .resideInAnyPackage(CONCEPTS)
          .should()
          .onlyDependOnClassesThat(resideInAnyPackage(join(CONCEPTS, LIBRARIES)))
          .because("what is decided about images must not depend on who is asked, or how");

  static final ArchRule CONCEPTS_OPEN_NO_CONNECTION =
      noClasses()
          .that()
          .resideInAnyPackage(CONCEPTS)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.net..", "java.sql..", "java.nio.file..")
          .because("ports stand between concepts and the world");

  static final ArchRule CONCEPTS_GET_THE_TIME_AND_THE_ENVIRONMENT_HANDED =
      noClasses()
          .that()
          .resideInAnyPackage(CONCEPTS)
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(Clock.class, "systemUTC")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(System.class, "getenv")
          .orShould()
          .callMethod(System.class, "getenv", String.class)
          .because("what depends on them could not be tested");

  static final ArchRule PACKAGES_HAVE_NO_CYCLES =
      slices().matching("replicator.(**)").should().beFreeOfCycles();

  static final ArchRule NOBODY_USES_OLD_DATES =
      noClasses()
          .should()
          .dependOnClassesThat()
          .belongToAnyOf(
              java.util.Date.class, java.util.Calendar.class, java.text.SimpleDateFormat.class)
          .because("times are Instant and Duration");

  static final ArchRule HANDLERS_ARE_DOORS =
      noClasses()
          .that()
          .resideInAPackage("replicator.handler..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("software.amazon..")
          .because("a handler parses the event, calls one thing and answers");

  static final ArchRule FRAMEWORKS_STAY_AT_THE_DOOR =
      noClasses()
          .that()
          .resideOutsideOfPackages(of("handler", "wiring"))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.quarkus..",
              "jakarta..",
              "com.amazonaws..",
              "replicator.handler..",
              "replicator.wiring..")
          .because("only doors and what is plugged together there know Lambda and Quarkus");

  private Architecture() {}

  /** A rule for each service, and one for what no adapter is known for. */
  static List<ArchRule> eachServiceHasOneAdapter() {
    List<ArchRule> rules = new ArrayList<>();
    ADAPTERS.forEach(
        (service, adapter) ->
            rules.add(
                classes()
                    .that(describe("use " + service, uses(service(service) + "..")))
                    .should()
                    .resideInAnyPackage(of(adapter, "wiring"))
                    .allowEmptyShould(true)));
    rules.add(
        noClasses()
            .should()
            .dependOnClassesThat(
                resideInAnyPackage(service("*") + "..")
                    .and(
                        DescribedPredicate.not(
                            resideInAnyPackage(
                                ADAPTERS.keySet().stream()
                                    .map(name -> service(name) + "..")
                                    .toArray(String[]::new)))))
            .because("each service has an adapter that is named here"));
    rules.add(
        classes()
            .that(describe("use an SDK", uses("software.amazon.awssdk..")))
            .should()
            .resideInAnyPackage(
                of(
                    Stream.concat(ADAPTERS.values().stream(), Stream.of("aws", "wiring"))
                        .distinct()
                        .toArray(String[]::new)))
            .allowEmptyShould(true));
    return rules;
  }

  /** What several need is a concept, or stands in replicator.aws. */
  static List<ArchRule> adaptersDoNotKnowEachOther() {
    List<String> adapters =
        Stream.concat(
                ADAPTERS.values().stream(), Stream.of("registry", "cloudformation", "cloudwatch"))
            .distinct()
            .toList();
    return adapters.stream().map(adapter -> knowsNoOther(adapter, adapters)).toList();
  }

  private static ArchRule knowsNoOther(String adapter, List<String> adapters) {
    return noClasses()
        .that()
        .resideInAnyPackage(of(adapter))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            of(adapters.stream().filter(other -> !other.equals(adapter)).toArray(String[]::new)));
  }

  private static Predicate<JavaClass> uses(String packages) {
    DescribedPredicate<JavaClass> inside = resideInAnyPackage(packages);
    return user ->
        user.getDirectDependenciesFromSelf().stream()
            .anyMatch(dependency -> inside.test(dependency.getTargetClass()));
  }

  private static String service(String name) {
    return "software.amazon.awssdk.services." + name;
  }

  private static String[] of(String... names) {
    return Stream.of(names).map(name -> "replicator." + name + "..").toArray(String[]::new);
  }

  private static String[] join(String[] one, String[] other) {
    return Stream.concat(Stream.of(one), Stream.of(other)).toArray(String[]::new);
  }
}
