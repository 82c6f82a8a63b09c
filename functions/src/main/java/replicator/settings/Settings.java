package replicator.settings;

import java.util.Map;
import java.util.Optional;
import replicator.failure.InvalidParameter;
import replicator.image.InvalidReference;
import replicator.image.RegistryHost;

/**
 * What a run needs to know of the stack's parameters. Each is an environment variable of the same
 * name, so that messages speak of what people typed.
 *
 * @param sourceCredential the name of the SSM parameter that holds it
 * @param imageList the name of the SSM parameter with the selected images; absent: all images
 * @param maxConcurrency the most tasks at once
 * @param taskCheckSeconds after which a task that has not reported is looked at
 */
public record Settings(
    SourceSettings source,
    Optional<String> sourceCredential,
    Optional<String> imageList,
    EcrLocation destination,
    String destinationPrefix,
    Optional<String> destinationCredential,
    int maxConcurrency,
    int taskCheckSeconds) {

  /**
   * @throws InvalidParameter naming the first parameter that cannot work
   */
  public static Settings of(Map<String, String> environment) {
    return new Reader(environment).read();
  }

  private record Reader(Map<String, String> environment) {
    Settings read() {
      return new Settings(
          source(),
          optional("srcCredential"),
          imageList(),
          location("destAccountId", "destRegion"),
          text("destPrefix"),
          optional("destCredential"),
          positive("maxConcurrency"),
          positive("taskCheckSeconds"));
    }

    private SourceSettings source() {
      String type = text("sourceType");
      return switch (type) {
        case "Amazon_ECR" -> {
          if (text("srcRegion").isEmpty()) {
            throw new InvalidParameter(
                "srcRegion",
                "",
                "the region of the source registry, since sourceType is Amazon_ECR");
          }
          yield new SourceSettings.Ecr(location("srcAccountId", "srcRegion"));
        }
        case "Public" -> new SourceSettings.Public();
        case "Private" -> privateSource();
        default -> throw new InvalidParameter("sourceType", type, "Amazon_ECR, Public or Private");
      };
    }

    private SourceSettings privateSource() {
      String registry = text("srcRegistry");
      String[] parts = registry.split("/", 2);
      try {
        RegistryHost host = new RegistryHost(parts[0]);
        Optional<String> path =
            parts.length == 2 && !parts[1].isBlank() ? Optional.of(parts[1]) : Optional.empty();
        return new SourceSettings.Private(host, path);
      } catch (InvalidReference e) {
        throw new InvalidParameter(
            "srcRegistry",
            registry,
            "the host of the registry, with port and path if need be, such as registry.example.com:5000");
      }
    }

    private Optional<String> imageList() {
      String list = text("srcList");
      return switch (list) {
        case "ALL" -> {
          if (text("sourceType").equals("Public")) {
            throw new InvalidParameter(
                "srcList", list, "SELECTED, since nobody can list all of a public registry");
          }
          yield Optional.empty();
        }
        case "SELECTED" ->
            Optional.of(
                optional("IMAGE_LIST_PARAMETER")
                    .orElseThrow(
                        () ->
                            new InvalidParameter(
                                "srcImageList",
                                "",
                                "at least one image, since srcList is SELECTED")));
        default -> throw new InvalidParameter("srcList", list, "ALL or SELECTED");
      };
    }

    private EcrLocation location(String accountParameter, String regionParameter) {
      return new EcrLocation(
          Account.parse(
              accountParameter,
              optional(accountParameter).orElseGet(() -> text("STACK_ACCOUNT_ID"))),
          AwsRegion.parse(
              regionParameter, optional(regionParameter).orElseGet(() -> text("AWS_REGION"))));
    }

    private int positive(String parameter) {
      String value = text(parameter);
      try {
        int number = Integer.parseInt(value);
        if (number > 0) {
          return number;
        }
      } catch (NumberFormatException e) {
        // Said below, as for a number that is too small.
      }
      throw new InvalidParameter(parameter, value, "a whole number of 1 or more");
    }

    private Optional<String> optional(String name) {
      return Optional.of(text(name)).filter(value -> !value.isEmpty());
    }

    private String text(String name) {
      return environment.getOrDefault(name, "").strip();
    }
  }
}
