package dev.sessionkeeper.sidecar.host;

import io.netty.util.NetUtil;
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

/// Where the name of a server leads. Safe for all threads.
///
/// The JDK's look-up blocks for as long as name servers keep silent, and Vert.x 5.2 without its own
/// resolver makes it on the event loop (`DefaultAddressResolverProvider`, Netty's
/// `DefaultNameResolver`). So a worker makes it here, and calls are given an address. It is looked
/// up anew beside the calls; the last good one serves them meanwhile, for a bounded time.
public final class HostAddress {
  static final String OLD_ADDRESS =
      "the name of a server cannot be looked up, its last address is used for 10 minutes";
  static final String HOST = "host";
  static final Duration LOOKED_UP_AFTER = Duration.ofSeconds(10);
  static final Duration TOLD_AFTER = Duration.ofMinutes(1);
  static final Duration KEPT_FOR = Duration.ofMinutes(10);

  private static final Logger LOG = LoggerFactory.getLogger(HostAddress.class);

  private final Vertx vertx;
  private final Clock clock;
  private final String host;
  private final int port;
  private final Lookup lookup;
  private final Optional<SocketAddress> literal;
  private final AtomicReference<@Nullable Future<Known>> underway = new AtomicReference<>();
  private volatile Optional<Known> known = Optional.empty();
  private volatile boolean told;

  /// Finds the address of a name. Blocks.
  @FunctionalInterface
  public interface Lookup {
    InetAddress find(String name) throws UnknownHostException;
  }

  private record Known(SocketAddress address, Instant since) {}

  /// Looks up nothing yet.
  public HostAddress(Vertx vertx, Clock clock, String host, int port, Lookup lookup) {
    this.vertx = vertx;
    this.clock = clock;
    this.host = host;
    this.port = port;
    this.lookup = lookup;
    this.literal =
        Optional.ofNullable(NetUtil.createInetAddressFromIpAddressString(host))
            .map(address -> SocketAddress.inetSocketAddress(port, address.getHostAddress()));
  }

  /// The address to connect to. Fails where there is none; waits for a look-up only where no
  /// address is known that may still be used. A host given as an address is not looked up.
  public Future<SocketAddress> address() {
    if (literal.isPresent()) {
      return Future.succeededFuture(literal.get());
    }
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
      LOG.atWarn().addKeyValue(HOST, host).log(OLD_ADDRESS);
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
        .executeBlocking(() -> lookup.find(host).getHostAddress(), false)
        .map(text -> new Known(SocketAddress.inetSocketAddress(port, text), clock.instant()))
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
