package replicator.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.arc.Arc;
import io.quarkus.arc.InjectableBean;
import io.quarkus.arc.impl.CreationalContextImpl;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import replicator.replication.BatchPreparation;
import replicator.replication.CopyCompletion;
import replicator.replication.CopyLaunch;
import replicator.replication.StoppedRun;
import replicator.settings.SampleSettings;

/** Quarkus as it is in a function that is called again and again. */
@QuarkusTest
@TestProfile(WarmFunctionTest.Deployed.class)
class WarmFunctionTest {
  @Test
  void what_is_made_anew_for_each_call_is_kept_by_nobody() {
    List<InjectableBean<?>> madeAnew = madeAnew();

    assertThat(madeAnew)
        .flatExtracting(InjectableBean::getTypes)
        .contains(BatchPreparation.class, CopyCompletion.class, CopyLaunch.class, StoppedRun.class);
    assertThat(madeAnew).allSatisfy(WarmFunctionTest::isKeptByNobody);
  }

  /** All that handlers ask for, directly or not, and that is no singleton. */
  private static List<InjectableBean<?>> madeAnew() {
    return Arc.container().beanManager().getBeans(Object.class, Any.Literal.INSTANCE).stream()
        .filter(bean -> bean.getScope().equals(Dependent.class))
        .filter(bean -> bean.getBeanClass().getPackage().equals(Sides.class.getPackage()))
        .<InjectableBean<?>>map(InjectableBean.class::cast)
        .toList();
  }

  /** As a Provider does it. */
  private static <T> void isKeptByNobody(InjectableBean<T> bean) {
    CreationalContextImpl<?> caller = new CreationalContextImpl<>(null);

    assertThat(bean.get(caller.child(bean))).isNotSameAs(bean.get(caller.child(bean)));
    assertThat(caller.hasDependentInstances()).isFalse();
  }

  public static final class Deployed implements QuarkusTestProfile {
    @Override
    public Set<Class<?>> getEnabledAlternatives() {
      return Set.of(Variables.class);
    }

    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("aws.region", "eu-west-1");
    }
  }

  /** As template.yaml passes them to a function. */
  @Alternative
  static final class Variables {
    @Produces
    @Singleton
    @Named("variables")
    Map<String, String> variables() {
      Map<String, String> variables = new HashMap<>(SampleSettings.DEFAULTS);
      variables.putAll(
          Map.of(
              "STACK_NAME", "test",
              "IMAGES_TABLE", "images",
              "RUNS_TABLE", "runs",
              "REGISTRY_AUTH_SECRET", "auth",
              "TASK_LOG_GROUP", "tasks",
              "ALARM_TOPIC", "alarms",
              "alarmEmail", ""));
      variables.putAll(
          Map.of(
              "CLUSTER", "copies",
              "TASK_DEFINITION", "copy",
              "TASK_CPU", "512",
              "TASK_MEMORY", "1024",
              "TASK_ARCHITECTURE", "ARM64",
              "SUBNETS", "subnet-1,subnet-2",
              "SECURITY_GROUP", "sg-1",
              "ASSIGN_PUBLIC_IP", "ENABLED"));
      return variables;
    }
  }
}
