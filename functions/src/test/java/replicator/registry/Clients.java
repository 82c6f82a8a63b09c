package replicator.registry;

import static java.util.stream.Collectors.toSet;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import replicator.concurrent.PassingTime;
import replicator.concurrent.Time;
import replicator.credential.Credential.Login;
import replicator.image.Digest;
import replicator.image.Tag;
import replicator.list.EveryTag;
import replicator.registry.http.PlainHttp;
import replicator.registry.http.RequestLimits;
import replicator.selection.TagChoice;
import replicator.selection.TagRule;
import replicator.source.SourceImage;
import replicator.source.SourceImages;
import replicator.source.SourceRegistry;

/** Clients of registries on this machine. */
final class Clients {
  static final Login LOGIN = new Login("jane", "hunter2-secret");
  static final String LOGIN_HEADER = "Basic amFuZTpodW50ZXIyLXNlY3JldA==";
  static final RequestLimits LIMITS =
      new RequestLimits(
          4,
          4,
          Duration.ofSeconds(1),
          Duration.ofSeconds(60),
          Duration.ofSeconds(5),
          Duration.ofSeconds(20));
  static final TagChoice EVERY = TagChoice.of(new EveryTag("x:ALL_TAGS"));
  static final TagChoice ONE = TagChoice.of(Set.of(new Tag("v1")));
  static final Digest DIGEST = digest('a');

  private Clients() {}

  static Digest digest(char of) {
    return new Digest("sha256:" + String.valueOf(of).repeat(64));
  }

  static Registries registries(Time time) {
    return registries(LIMITS, time);
  }

  static Registries registries(RequestLimits limits, Time time) {
    return new Registries(PlainHttp.ADDRESSES, limits, Optional.empty(), Set.of(), time);
  }

  static SourceRegistry anonymous() {
    return new PublicRegistries(registries(new PassingTime()), Optional.empty());
  }

  /** With {@link #LOGIN} for that server. */
  static SourceRegistry loggedIn(StandIn server) {
    return loggedIn(server, new PassingTime());
  }

  static SourceRegistry loggedIn(StandIn server, Time time) {
    return new PrivateRegistry(
        registries(time), server.host(), Optional.empty(), Optional.of(LOGIN));
  }

  /** Each of these tags has {@link #DIGEST}, and nothing is refused. */
  static SourceImages whole(TagChoice choice, String... tags) {
    return new SourceImages(
        Stream.of(tags).map(tag -> new SourceImage(new Tag(tag), DIGEST)).toList(),
        choice.rules().stream().map(TagRule::entry).collect(toSet()));
  }
}
