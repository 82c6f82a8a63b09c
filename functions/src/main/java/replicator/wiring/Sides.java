package replicator.wiring;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import replicator.auth.Logins;
import replicator.concurrent.Time;
import replicator.credential.Credential.Login;
import replicator.credential.CredentialName;
import replicator.credential.CredentialStore;
import replicator.credential.StoredCredentials;
import replicator.destination.DestinationRegistry;
import replicator.ecr.EcrClients;
import replicator.ecr.EcrDestination;
import replicator.ecr.EcrLogins;
import replicator.ecr.EcrSide;
import replicator.ecr.EcrSource;
import replicator.ecr.SessionPolicy;
import replicator.failure.InvalidParameter;
import replicator.image.RegistryHost;
import replicator.registry.PrivateCa;
import replicator.registry.PrivateRegistry;
import replicator.registry.PublicRegistries;
import replicator.registry.Registries;
import replicator.registry.http.AddressPolicy;
import replicator.registry.http.RequestLimits;
import replicator.secretsmanager.SecretStore;
import replicator.settings.DestinationSettings;
import replicator.settings.RegistryTrust;
import replicator.settings.Settings;
import replicator.settings.SourceSettings;
import replicator.source.SourceRegistry;
import replicator.ssm.ParameterStore;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.sts.StsClient;

/** The registries that images come from and go to, and what opens them. */
@Singleton
final class Sides {
  private final Settings settings;
  private final EcrClients ecr;
  private final CredentialStore credentials;
  private final RegistryTrust trust;
  private final SsmClient ssm;
  private final Time time;

  Sides(
      Settings settings,
      EcrClients ecr,
      CredentialStore credentials,
      RegistryTrust trust,
      SsmClient ssm,
      Time time) {
    this.settings = settings;
    this.trust = trust;
    this.ssm = ssm;
    this.ecr = ecr;
    this.credentials = credentials;
    this.time = time;
  }

  @Produces
  @Singleton
  static CredentialStore credentials(SsmClient ssm, Provider<SecretsManagerClient> secretsManager) {
    ParameterStore parameters = new ParameterStore(ssm);
    return new StoredCredentials(
        parameters::secret, name -> new SecretStore(secretsManager.get()).text(name));
  }

  @Produces
  @Singleton
  static EcrClients ecrClients(CredentialStore credentials, Provider<StsClient> sts) {
    return new EcrClients(credentials, sts::get);
  }

  SourceRegistry source() {
    return switch (settings.source()) {
      case SourceSettings.Ecr source -> {
        EcrSide side = EcrSide.of(source);
        yield new EcrSource(ecr.client(side, SessionPolicy.LIST), side);
      }
      case SourceSettings.Public source ->
          new PublicRegistries(registries(), source.login().map(credentials::login));
      case SourceSettings.Private source ->
          new PrivateRegistry(
              registries(),
              source.host(),
              source.basePath(),
              source.login().map(credentials::login));
    };
  }

  private Registries registries() {
    AddressPolicy addresses =
        settings.loopbackRegistries() ? AddressPolicy.loopbackToo() : AddressPolicy.production();
    return new Registries(
        addresses,
        RequestLimits.DEFAULT,
        trust.caParameter().map(this::privateCa),
        trust.tokenHosts(),
        time);
  }

  private PrivateCa privateCa(String parameter) {
    return new PrivateCa(
        parameter,
        InvalidParameter.requireText(
            "srcRegistryCa",
            parameter,
            "the name of an SSM parameter with certificates in PEM",
            () -> new ParameterStore(ssm).text(parameter)));
  }

  /**
   * @param policy what is to be done there
   */
  DestinationRegistry destination(SessionPolicy policy) {
    DestinationSettings destination = settings.destination();
    EcrSide side = EcrSide.of(destination);
    return new EcrDestination(ecr.client(side, policy), side, destination.created());
  }

  /** New logins of both registries for a task, each time they are asked for. */
  Logins logins() {
    return () -> {
      Map<RegistryHost, Login> logins = new LinkedHashMap<>(sourceLogins());
      EcrSide side = EcrSide.of(settings.destination());
      // Last, because it opens both sides where they are one registry.
      SessionPolicy policy =
          settings.isOneRegistry() ? SessionPolicy.PULL_AND_PUSH : SessionPolicy.PUSH;
      logins.putAll(new EcrLogins(ecr.client(side, policy), side).get());
      return logins;
    };
  }

  private Map<RegistryHost, Login> sourceLogins() {
    return switch (settings.source()) {
      case SourceSettings.Ecr source -> {
        EcrSide side = EcrSide.of(source);
        yield new EcrLogins(ecr.client(side, SessionPolicy.PULL), side).get();
      }
      case SourceSettings.Public source -> login(RegistryHost.DOCKER_HUB, source.login());
      case SourceSettings.Private source -> login(source.host(), source.login());
    };
  }

  private Map<RegistryHost, Login> login(RegistryHost host, Optional<CredentialName> name) {
    return name.map(given -> Map.of(host, credentials.login(given))).orElseGet(Map::of);
  }
}
