package dev.sessionkeeper.sidecar.supabase;

import dev.sessionkeeper.contract.SidecarConfig.SignOutScope;
import dev.sessionkeeper.sidecar.host.HostAddress;
import dev.sessionkeeper.sidecar.session.AccessToken;
import dev.sessionkeeper.sidecar.session.RefreshToken;
import dev.sessionkeeper.sidecar.session.SessionText;
import dev.sessionkeeper.sidecar.session.UnavailableReason;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// The Auth server as seen from here. Safe for all threads.
///
/// No future fails: whatever goes wrong is an answer of its own kind. A time-out covers the whole
/// exchange, from connecting to the last byte, and ends it.
public final class AuthServer {
  private static final Pattern HEADER_TEXT = Pattern.compile("[\\x21-\\x7E]{1,16384}");

  private final Supplier<Optional<ApiKey>> key;
  private final AuthConnection connection;
  private final TokenClassifier tokens;

  /// Connects to nothing yet.
  ///
  /// @param authUrl the base URL; its path is kept
  /// @param key asked at each call, as it may be rotated
  /// @param version of this program
  public AuthServer(
      Vertx vertx, URI authUrl, Supplier<Optional<ApiKey>> key, String version, Clock clock) {
    this(vertx, authUrl, InetAddress::getByName, key, version, clock);
  }

  AuthServer(
      Vertx vertx,
      URI authUrl,
      HostAddress.Lookup lookup,
      Supplier<Optional<ApiKey>> key,
      String version,
      Clock clock) {
    this.key = key;
    var url = BaseUrl.of(authUrl);
    var host = new HostAddress(vertx, clock, url.host(), url.port(), lookup);
    this.connection = new AuthConnection(vertx, url, host, "sessionkeeper-sidecar/" + version);
    this.tokens = new TokenClassifier(body -> SessionText.ofTokenResponse(body, clock.instant()));
  }

  /// Buys the next session.
  ///
  /// @throws IllegalArgumentException if the token is empty: no server needs to be asked about it
  public Future<TokenAnswer> refresh(RefreshToken token, Duration timeout) {
    return refresh(token, EndUser.UNKNOWN, timeout);
  }

  /// Buys the next session on behalf of a visitor.
  ///
  /// @throws IllegalArgumentException if the token is empty: no server needs to be asked about it
  public Future<TokenAnswer> refresh(RefreshToken token, EndUser endUser, Duration timeout) {
    if (token.value().isEmpty()) {
      throw new IllegalArgumentException("token: expected a refresh token that is not empty");
    }
    return key.get()
        .map(present -> refresh(AuthCall.refresh(token, present, endUser), present, timeout))
        .orElseGet(() -> answer(TokenAnswer.Unavailable.useless(UnavailableReason.SECRET_MISSING)));
  }

  private Future<TokenAnswer> refresh(AuthCall call, ApiKey present, Duration timeout) {
    return connection.send(call, Optional.of(present), timeout).map(tokens::judge);
  }

  /// Asks what the server thinks of an access token.
  public Future<UserAnswer> user(AccessToken token, Duration timeout) {
    // The text comes from a cookie, and must not become a second header.
    if (!HEADER_TEXT.matcher(token.value()).matches()) {
      return answer(new UserAnswer.Refused(UserAnswer.BAD_JWT));
    }
    return key.get()
        .map(present -> user(token, present, timeout))
        .orElseGet(() -> answer(new UserAnswer.Unavailable(UnavailableReason.SECRET_MISSING)));
  }

  private Future<UserAnswer> user(AccessToken token, ApiKey present, Duration timeout) {
    return connection
        .send(AuthCall.user(token), Optional.of(present), timeout)
        .map(UserClassifier::judge);
  }

  /// Ends sessions of the user whom an access token belongs to.
  public Future<LogoutAnswer> logout(AccessToken token, SignOutScope scope, Duration timeout) {
    if (!HEADER_TEXT.matcher(token.value()).matches()) {
      return answer(new LogoutAnswer.Unavailable(UnavailableReason.UNEXPECTED));
    }
    return key.get()
        .map(present -> logout(token, present, scope, timeout))
        .orElseGet(() -> answer(new LogoutAnswer.Unavailable(UnavailableReason.SECRET_MISSING)));
  }

  private Future<LogoutAnswer> logout(
      AccessToken token, ApiKey present, SignOutScope scope, Duration timeout) {
    var spelling = scope.name().toLowerCase(Locale.ROOT);
    return connection
        .send(AuthCall.logout(token, spelling), Optional.of(present), timeout)
        .map(LogoutClassifier::judge);
  }

  /// Fetches the published keys; gateways let that pass without an API key.
  public Future<KeysAnswer> keys(Duration timeout) {
    return connection
        .send(AuthCall.open("/.well-known/jwks.json"), key.get(), timeout)
        .map(AuthServer::keys);
  }

  /// Asks who is there; also without an API key, as a wrong base URL shows either way.
  public Future<HealthAnswer> health(Duration timeout) {
    var present = key.get();
    return connection
        .send(AuthCall.open("/health"), present, timeout)
        .map(reply -> HealthClassifier.judge(reply, present));
  }

  /// Drops all connections; calls under way end as lost.
  public Future<Void> close() {
    return connection.close();
  }

  private static KeysAnswer keys(AuthReply reply) {
    return switch (reply) {
      case AuthReply.Failed(UnavailableReason reason, Repeat _) ->
          new KeysAnswer.Unavailable(reason);
      case AuthReply.Answer answer when answer.status() != 200 ->
          new KeysAnswer.Unavailable(TokenClassifier.reasonOf(answer));
      case AuthReply.Answer answer ->
          JsonMembers.of(answer.body()).isPresent()
              ? new KeysAnswer.Keys(answer.body())
              : new KeysAnswer.Unavailable(UnavailableReason.UNEXPECTED);
    };
  }

  private static <A> Future<A> answer(A known) {
    return Future.succeededFuture(known);
  }
}
