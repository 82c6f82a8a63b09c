package replicator.settings;

import java.util.Map;
import java.util.Optional;
import replicator.failure.InvalidParameter;

/**
 * What a run needs to know of the stack's parameters. Each is an environment variable of the same
 * name, so that messages speak of what people typed.
 *
 * @param imageList where the selected images are listed; absent: all images
 * @param maxConcurrency the most tasks at once
 * @param useSpot whether tasks may run on spare capacity
 * @param taskCheckSeconds after which a task that has not reported is looked at
 * @param taskParallelCopies how many repositories a task copies side by side
 * @param putImageRate manifests that all tasks together may put into the destination in a second
 * @param copyTimeoutMinutes after which the copy of one image is given up
 * @param loopbackRegistries whether registries may be on the functions' own machine, as in tests
 */
public record Settings(
    SourceSettings source,
    Optional<ListLocation> imageList,
    DestinationSettings destination,
    int maxConcurrency,
    boolean useSpot,
    int taskCheckSeconds,
    int taskParallelCopies,
    int putImageRate,
    int copyTimeoutMinutes,
    boolean loopbackRegistries) {

  /** Whether source and destination are one ECR, so that the stack copies within it. */
  public boolean isOneRegistry() {
    return source instanceof SourceSettings.Ecr ecr
        && ecr.location().equals(destination.location());
  }

  /** Where images come from and where they go, for people. */
  public String route() {
    String from =
        switch (source) {
          case SourceSettings.Ecr ecr -> ecr.location().host().value();
          case SourceSettings.Public _ -> "public registries";
          case SourceSettings.Private registry ->
              registry.host() + registry.basePath().map(path -> "/" + path).orElse("");
        };
    return "%s to %s/%s".formatted(from, destination.location().host(), destination.prefix());
  }

  /**
   * @throws InvalidParameter naming the first parameter that cannot work
   */
  public static Settings of(Map<String, String> environment) {
    return new SettingsReader(new Environment(environment)).read();
  }
}
