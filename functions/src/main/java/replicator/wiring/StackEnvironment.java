package replicator.wiring;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import replicator.concurrent.Time;
import replicator.failure.InvalidParameter;
import replicator.run.Stack;
import replicator.settings.RegistryTrust;
import replicator.settings.Settings;

/** What template.yaml passes to the functions: the one place that reads environment variables. */
@Singleton
final class StackEnvironment {
  private final Map<String, String> variables;

  StackEnvironment(@Named("variables") Map<String, String> variables) {
    this.variables = variables;
  }

  @Produces
  @Singleton
  @Named("variables")
  static Map<String, String> variables() {
    return System.getenv();
  }

  @Produces
  @Singleton
  Settings settings() {
    return Settings.of(variables);
  }

  /** Empty if the parameters are invalid: a run has to be summed up all the same. */
  Optional<Settings> validSettings() {
    try {
      return Optional.of(settings());
    } catch (InvalidParameter e) {
      return Optional.empty();
    }
  }

  @Produces
  @Singleton
  RegistryTrust registryTrust() {
    return RegistryTrust.of(variables);
  }

  @Produces
  @Singleton
  Stack stack() {
    return new Stack(get("STACK_NAME"), get("AWS_REGION"));
  }

  @Produces
  @Singleton
  Time time() {
    return Time.system();
  }

  /** Set for the one function that plans. */
  int imagesAtATime() {
    return Integer.parseInt(get("IMAGES_AT_A_TIME"));
  }

  String imagesTable() {
    return get("IMAGES_TABLE");
  }

  String runsTable() {
    return get("RUNS_TABLE");
  }

  String registryAuthSecret() {
    return get("REGISTRY_AUTH_SECRET");
  }

  int taskCpu() {
    return Integer.parseInt(get("TASK_CPU"));
  }

  int taskMemory() {
    return Integer.parseInt(get("TASK_MEMORY"));
  }

  boolean taskIsArm() {
    return get("TASK_ARCHITECTURE").equals("ARM64");
  }

  String cluster() {
    return get("CLUSTER");
  }

  String taskDefinition() {
    return get("TASK_DEFINITION");
  }

  List<String> subnets() {
    return List.of(get("SUBNETS").split(",", -1));
  }

  String securityGroup() {
    return get("SECURITY_GROUP");
  }

  boolean publicIp() {
    return get("ASSIGN_PUBLIC_IP").equals("ENABLED");
  }

  String taskLogGroup() {
    return get("TASK_LOG_GROUP");
  }

  String alarmTopic() {
    return get("ALARM_TOPIC");
  }

  /** Whether the stack has an e-mail address for alarms. */
  boolean failuresAreTold() {
    return !get("alarmEmail").isBlank();
  }

  /** Set for the one function that starts and stops executions. */
  String stateMachine() {
    return variables.getOrDefault("STATE_MACHINE_ARN", "");
  }

  private String get(String name) {
    String value = variables.get(name);
    if (value == null) {
      throw new IllegalStateException("template.yaml sets no " + name);
    }
    return value;
  }
}
