package dev.sessionkeeper.sidecar.refresh;

import dev.sessionkeeper.sidecar.session.RefreshToken;
import dev.sessionkeeper.sidecar.supabase.EndUser;
import dev.sessionkeeper.sidecar.supabase.TokenAnswer;
import io.vertx.core.Future;
import java.time.Duration;

/// The token endpoint of the Auth server.
@FunctionalInterface
public interface TokenCalls {

  /// Presents a refresh token once.
  ///
  /// @param endUser on whose behalf
  /// @param timeout for the whole exchange
  /// @return never fails; every failure is an answer
  Future<TokenAnswer> refresh(RefreshToken token, EndUser endUser, Duration timeout);
}
