package replicator.settings;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import replicator.failure.InvalidParameter;
import replicator.image.InvalidReference;
import replicator.image.RegistryHost;
import replicator.image.RepositoryName;

/** Turns the stack's parameters into settings, or says which one cannot work. */
record SettingsReader(Environment environment) {
  private static final Pattern ECR = Pattern.compile("[0-9]{12}\\.dkr[.-]ecr[.-].*");
  private static final Pattern S3 = Pattern.compile("s3://([a-z0-9.-]{3,63})/(.+)");

  Settings read() {
    refuseWhatNobodyWouldLookAt();
    Settings settings =
        new Settings(
            source(),
            imageList(),
            destination(),
            environment.positive("maxConcurrency"),
            environment.either("useSpot", "ENABLED", "DISABLED"),
            environment.positive("taskCheckSeconds"),
            environment.positive("taskParallelCopies"),
            environment.positive("putImageRate"),
            environment.positive("copyTimeoutMinutes"),
            environment.either("registryAddresses", "ANY", "GUARDED"));
    refuseWhatOneRegistryCannot(settings);
    return settings;
  }

  private void refuseWhatNobodyWouldLookAt() {
    String registry = environment.text("srcRegistry");
    if (!registry.isEmpty() && !environment.text("sourceType").equals("Private")) {
      throw new InvalidParameter(
          "srcRegistry",
          registry,
          "a blank value unless sourceType is Private: a public registry is named in the"
              + " list of images, as in quay.io/coreos/etcd");
    }
    Opening.SOURCE.refuseIdWithoutRole(environment);
    Opening.DESTINATION.refuseIdWithoutRole(environment);
  }

  private SourceSettings source() {
    String type = environment.text("sourceType");
    return switch (type) {
      case "Amazon_ECR" -> {
        if (environment.text("srcRegion").isEmpty()) {
          throw new InvalidParameter(
              "srcRegion", "", "the region of the source, since sourceType is Amazon_ECR");
        }
        EcrLocation location = location("srcAccountId", "srcRegion");
        yield new SourceSettings.Ecr(location, Opening.SOURCE.access(environment, location));
      }
      case "Public" -> new SourceSettings.Public(environment.credential("srcCredential"));
      case "Private" -> privateSource();
      default -> throw new InvalidParameter("sourceType", type, "Amazon_ECR, Public or Private");
    };
  }

  /** Rules of the template say so of the stack's own account, unless its number is written out. */
  private void refuseWhatOneRegistryCannot(Settings settings) {
    if (!settings.isOneRegistry()) {
      return;
    }
    RegistryHost registry = settings.destination().location().host();
    if (settings.destination().prefix().isEmpty()) {
      throw new InvalidParameter(
          "destPrefix",
          "",
          "a prefix, since source and destination are both %s: each image would be its own copy"
              .formatted(registry));
    }
    Opening.SOURCE.refuseIfUnlike(Opening.DESTINATION, environment, registry);
  }

  private SourceSettings privateSource() {
    String registry = environment.text("srcRegistry");
    String[] parts = registry.split("/", 2);
    try {
      RegistryHost host = new RegistryHost(parts[0]);
      if (!host.value().matches(".*[.:].*|localhost")) {
        // Any other is the first part of a name at Docker Hub, to skopeo as to Docker.
        throw new InvalidReference("registry host", parts[0], "one with a dot or a port");
      }
      refuseWhatAnotherTypeReads(host);
      Optional<RepositoryName> path =
          parts.length == 2 ? Optional.of(new RepositoryName(parts[1])) : Optional.empty();
      return new SourceSettings.Private(host, path, environment.credential("srcCredential"));
    } catch (InvalidReference e) {
      throw new InvalidParameter(
          "srcRegistry",
          registry,
          "the host of the registry, with port and path if need be, such as registry.example.com:5000; "
              + e.expected());
    }
  }

  private static void refuseWhatAnotherTypeReads(RegistryHost host) {
    if (host.isDockerHub()) {
      throw new InvalidParameter(
          "srcRegistry", host.value(), "sourceType Public, whose srcCredential is Docker Hub's");
    }
    if (ECR.matcher(host.value()).matches()) {
      throw new InvalidParameter("srcRegistry", host.value(), "sourceType Amazon_ECR");
    }
  }

  private Optional<ListLocation> imageList() {
    String list = environment.text("srcList");
    return switch (list) {
      case "ALL" -> {
        if (environment.text("sourceType").equals("Public")) {
          throw new InvalidParameter(
              "srcList", list, "SELECTED, since nobody can list all of a public registry");
        }
        yield Optional.empty();
      }
      case "SELECTED" -> Optional.of(listLocation());
      default -> throw new InvalidParameter("srcList", list, "ALL or SELECTED");
    };
  }

  private ListLocation listLocation() {
    return environment
        .optional("srcImageListLocation")
        .map(this::elsewhere)
        .or(() -> environment.optional("IMAGE_LIST_PARAMETER").map(ListLocation.OwnParameter::new))
        .orElseThrow(
            () ->
                new InvalidParameter(
                    "srcImageList", "", "at least one image, since srcList is SELECTED"));
  }

  private ListLocation elsewhere(String location) {
    Matcher s3 = S3.matcher(location);
    if (s3.matches()) {
      return new ListLocation.S3Object(s3.group(1), s3.group(2));
    }
    if (location.contains(":")) {
      throw new InvalidParameter(
          "srcImageListLocation", location, "s3://BUCKET/KEY or the name of an SSM parameter");
    }
    if (location.equals("/ecr-replicator/%s/images".formatted(environment.text("STACK_NAME")))) {
      throw new InvalidParameter(
          "srcImageListLocation",
          location,
          "a place of your own: the stack deletes this parameter when srcImageListLocation is given");
    }
    return new ListLocation.Parameter(location);
  }

  private DestinationSettings destination() {
    EcrLocation location = location("destAccountId", "destRegion");
    return new DestinationSettings(
        location,
        Opening.DESTINATION.access(environment, location),
        RepositoryPrefix.parse("destPrefix", environment.text("destPrefix")),
        new RepositorySettings(
            environment.either("destScanOnPush", "ENABLED", "DISABLED"),
            environment.either("destTagMutability", "IMMUTABLE", "MUTABLE"),
            environment.optional("destKmsKeyArn"),
            RepositoryTags.parse("destTags", environment.text("destTags"))),
        environment.optional("destSigningProfileArn"));
  }

  private EcrLocation location(String account, String region) {
    AwsRegion place =
        AwsRegion.parse(
            region, environment.optional(region).orElseGet(() -> environment.text("AWS_REGION")));
    if (environment.text(account).isEmpty() && !environment.reaches(place)) {
      throw new InvalidParameter(
          account, "", "the account of the registry, since this one does not exist in " + place);
    }
    return new EcrLocation(
        Account.parse(
            account,
            environment.optional(account).orElseGet(() -> environment.text("STACK_ACCOUNT_ID"))),
        place);
  }
}
