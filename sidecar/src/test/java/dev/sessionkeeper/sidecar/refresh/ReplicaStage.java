package dev.sessionkeeper.sidecar.refresh;

import dev.sessionkeeper.contract.ClientAddress;
import dev.sessionkeeper.contract.CookiePrefix;
import dev.sessionkeeper.contract.IdentityConfig;
import dev.sessionkeeper.contract.SidecarConfig;
import dev.sessionkeeper.contract.SidecarConfig.Admin;
import dev.sessionkeeper.contract.SidecarConfig.Cookies;
import dev.sessionkeeper.contract.SidecarConfig.Encoding;
import dev.sessionkeeper.contract.SidecarConfig.InvalidCookies;
import dev.sessionkeeper.contract.SidecarConfig.Listener;
import dev.sessionkeeper.contract.SidecarConfig.LogLevel;
import dev.sessionkeeper.contract.SidecarConfig.PolicyReference;
import dev.sessionkeeper.contract.SidecarConfig.Refresh;
import dev.sessionkeeper.contract.SidecarConfig.SameSite;
import dev.sessionkeeper.contract.SidecarConfig.Supabase;
import dev.sessionkeeper.contract.SidecarConfig.Upstream;
import dev.sessionkeeper.contract.SidecarConfig.Verify;
import dev.sessionkeeper.contract.SidecarConfig.VerifyMode;
import dev.sessionkeeper.contract.UnprefixedCookies;
import dev.sessionkeeper.sidecar.session.RefreshOutcome;
import dev.sessionkeeper.sidecar.session.Session;
import dev.sessionkeeper.sidecar.session.Verification;
import dev.sessionkeeper.sidecar.store.SharedStore;
import dev.sessionkeeper.sidecar.supabase.AuthStage;
import dev.sessionkeeper.sidecar.supabase.EndUser;
import dev.sessionkeeper.sidecar.supabase.TokenAnswer;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;

/// One of several sidecars' coordinators, on an event loop of its own; time can be skipped.
public final class ReplicaStage implements AutoCloseable {
  // As the sidecar's own: whatever a connection tells comes to the loop that asked.
  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final Context eventLoop = vertx.getOrCreateContext();
  private final AtomicLong skipped = new AtomicLong();
  private final ClockSkew skew = new ClockSkew(Clock.systemUTC());
  private final RefreshCoordinator coordinator;

  /// @param store opened on the event loop of this replica
  public ReplicaStage(AuthStage auth, Refresh rules, Function<Vertx, SharedStore> store) {
    coordinator =
        AuthStage.answer(
            onEventLoop(
                () ->
                    Future.succeededFuture(
                        new RefreshCoordinator(
                            vertx,
                            config(auth, rules),
                            (token, user, patience) ->
                                on(eventLoop, auth.server().refresh(token, user, patience)),
                            Optional.of(store.apply(vertx)),
                            () -> System.nanoTime() + skipped.get(),
                            skew,
                            new CoordinatorStage.Heard()))));
  }

  /// The client of the Auth server has a loop of its own.
  static Future<TokenAnswer> on(Context eventLoop, Future<TokenAnswer> there) {
    var here = Promise.<TokenAnswer>promise();
    there.onComplete(
        answer -> eventLoop.runOnContext(_ -> here.complete(answer)),
        failure -> eventLoop.runOnContext(_ -> here.fail(failure)));
    return here.future();
  }

  /// Lets time pass for what the coordinator measures.
  public void skip(Duration time) {
    skipped.addAndGet(time.toNanos());
  }

  public Future<RefreshOutcome> start(Session session) {
    return start(session, CoordinatorStage.VERIFIED);
  }

  public Future<RefreshOutcome> start(Session session, Verification verification) {
    return onEventLoop(
        () -> coordinator.refresh(session, verification, RefreshCause.EXPIRED, EndUser.UNKNOWN));
  }

  public RefreshOutcome refresh(Session session) {
    return AuthStage.answer(start(session));
  }

  public boolean isOutdated(Session session) {
    return AuthStage.answer(
        onEventLoop(() -> Future.succeededFuture(coordinator.isOutdated(session))));
  }

  public <A> Future<A> onEventLoop(Supplier<Future<A>> action) {
    var promise = Promise.<A>promise();
    eventLoop.runOnContext(_ -> action.get().onComplete(promise));
    return promise.future();
  }

  static SidecarConfig config(AuthStage auth, Refresh rules) {
    var url = URI.create(auth.simulator().url());
    return new SidecarConfig(
        new PolicyReference("shop", "web", 1),
        new Listener(
            "127.0.0.1",
            0,
            65_536,
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofSeconds(5),
            false),
        new Admin("127.0.0.1", 0),
        new Upstream(
            "127.0.0.1",
            1,
            SidecarConfig.Protocol.HTTP1,
            Duration.ofSeconds(1),
            Duration.ofSeconds(10),
            Duration.ofSeconds(4),
            16,
            IdentityConfig.NONE),
        new Supabase(url, url, "sb-127-auth-token", "/nowhere", ClientAddress.NONE),
        List.of(),
        rules,
        new Verify(VerifyMode.AUTO, ""),
        new Cookies(
            true,
            true,
            SameSite.LAX,
            "/",
            "",
            false,
            Encoding.BASE64_URL,
            InvalidCookies.KEEP,
            CookiePrefix.NONE,
            UnprefixedCookies.MIGRATE,
            List.of(),
            List.of()),
        new SidecarConfig.Endpoints(false, SidecarConfig.SignOutScope.GLOBAL),
        List.of(),
        LogLevel.INFO);
  }

  @Override
  public void close() {
    vertx.close().await();
  }
}
