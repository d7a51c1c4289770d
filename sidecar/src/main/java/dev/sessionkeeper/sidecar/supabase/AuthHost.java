package dev.sessionkeeper.sidecar.supabase;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where the name of the Auth server leads. Safe for all threads.
///
/// The JDK's look-up blocks for as long as name servers keep silent, and Vert.x 5.2 without its own
/// resolver makes it on the event loop (`DefaultAddressResolverProvider`, Netty's
/// `DefaultNameResolver`). So a worker makes it here, and calls are given an address. It is looked
/// up anew beside the calls; the last good one serves them meanwhile, for a bounded time.
final class AuthHost {
  static final String OLD_ADDRESS =
      "the name of the auth server cannot be looked up, its last address is used for 10 minutes";
  static final Duration LOOKED_UP_AFTER = Duration.ofSeconds(10);
  static final Duration TOLD_AFTER = Duration.ofMinutes(1);
  static final Duration KEPT_FOR = Duration.ofMinutes(10);

  private static final Logger LOG = LoggerFactory.getLogger(AuthHost.class);

  private final Vertx vertx;
  private final Clock clock;
  private final BaseUrl url;
  private final Lookup lookup;
  private final AtomicReference<@Nullable Future<Known>> underway = new AtomicReference<>();
  private volatile Optional<Known> known = Optional.empty();
  private volatile boolean told;

  /// Finds the address of a name. Blocks.
  @FunctionalInterface
  interface Lookup {
    InetAddress find(String name) throws UnknownHostException;
  }

  private record Known(SocketAddress address, Instant since) {}

  AuthHost(Vertx vertx, Clock clock, BaseUrl url, Lookup lookup) {
    this.vertx = vertx;
    this.clock = clock;
    this.url = url;
    this.lookup = lookup;
  }

  /// The address to connect to. Fails where there is none; waits for a look-up only where no
  /// address is known that may still be used.
  Future<SocketAddress> address() {
    var usable = known.filter(last -> age(last).compareTo(KEPT_FOR) < 0);
    if (usable.isEmpty()) {
      return lookUp().map(Known::address);
    }
    var age = age(usable.get());
    if (age.compareTo(LOOKED_UP_AFTER) >= 0) {
      lookUp();
      tellOnce(age);
    }
    return Future.succeededFuture(usable.get().address());
  }

  private Duration age(Known last) {
    return Duration.between(last.since(), clock.instant()).abs();
  }

  private void tellOnce(Duration age) {
    if (age.compareTo(TOLD_AFTER) >= 0 && !told) {
      told = true;
      LOG.atWarn().log(OLD_ADDRESS);
    }
  }

  /// One look-up at a time: a name server that keeps silent holds one worker, not all.
  private Future<Known> lookUp() {
    var mine = Promise.<Known>promise();
    var running = underway.compareAndExchange(null, mine.future());
    if (running != null) {
      return running;
    }
    vertx
        .executeBlocking(() -> lookup.find(url.host()).getHostAddress(), false)
        .map(text -> new Known(SocketAddress.inetSocketAddress(url.port(), text), clock.instant()))
        .onSuccess(this::learn)
        .onComplete(_ -> underway.set(null))
        .onComplete(mine);
    return mine.future();
  }

  private void learn(Known found) {
    known = Optional.of(found);
    told = false;
  }
}
