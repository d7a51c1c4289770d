package dev.sessionkeeper.sidecar;

import dev.sessionkeeper.contract.SidecarConfig;
import dev.sessionkeeper.sidecar.upstream.Upstream;

/// What a configuration talks to: the application and the Auth server. A part whose configuration
/// stays the same lives on when another one comes, with all that it has learnt.
///
/// @param config the configuration that this was made for
record Backends(SidecarConfig config, Upstream upstream, AuthSide auth) {

  /// Makes everything anew.
  static Backends of(SidecarConfig config, AuthSide.Secrets secrets, AuthSide.Ground ground) {
    return new Backends(config, upstream(config, ground), AuthSide.of(config, secrets, ground));
  }

  /// The backends of another configuration. What is left behind closes after the longest time that
  /// a request may still use it.
  Backends replacedBy(SidecarConfig next, AuthSide.Secrets secrets, AuthSide.Ground ground) {
    var keepsUpstream =
        next.upstream().equals(config.upstream())
            && next.listener().maxHeaderBytes() == config.listener().maxHeaderBytes();
    var keepsAuth = AuthSide.isSame(config, next);
    if (!keepsUpstream) {
      later(ground, upstream::close);
    }
    if (!keepsAuth) {
      auth.retire();
      later(ground, auth::close);
    }
    return new Backends(
        next,
        keepsUpstream ? upstream : upstream(next, ground),
        keepsAuth ? auth : AuthSide.of(next, secrets, ground));
  }

  private static Upstream upstream(SidecarConfig config, AuthSide.Ground ground) {
    return Upstream.of(ground.vertx(), config, ground.world().clock());
  }

  private void later(AuthSide.Ground ground, Runnable close) {
    var patience = config.listener().drainTimeout().plus(config.refresh().timeout());
    ground.vertx().setTimer(patience.toMillis(), _ -> close.run());
  }
}
