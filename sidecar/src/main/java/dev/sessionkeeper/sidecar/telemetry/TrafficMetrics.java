package dev.sessionkeeper.sidecar.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;

/// Counts requests of the data path. All meters exist from the start, so that counting is two
/// look-ups by enum and a scrape shows zeros.
public final class TrafficMetrics {
  private static final List<Duration> OVERHEAD =
      Metrics.millis(0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 50, 250, 1_000, 3_000);

  private final Map<Rule, Map<State, Counter>> requests;
  private final Map<UpstreamError, Counter> upstreamErrors;
  private final Timer overhead;
  private final Timer held;
  private final Timer remaining;
  private final AtomicInteger webSockets = new AtomicInteger();
  private final Counter moved;
  private final Counter headsTooLarge;
  private final Counter connectionsCut;
  private final EndpointTelemetry endpoints;
  private final DistributionSummary requestCookies;
  private final DistributionSummary responseCookies;
  private final DistributionSummary responseHeads;

  /// What the matched rule asks of the session.
  public enum Rule {
    IGNORE,
    REFRESH,
    REQUIRE,
    /// Refused before a rule matched.
    NONE
  }

  /// What the application saw of the session, or why it saw nothing of the request.
  public enum State {
    FRESH,
    REFRESHED,
    ANONYMOUS,
    REJECTED,
    UNAVAILABLE,
    /// The session was not looked at.
    IGNORED,
    /// Answered by the sidecar: no session where one is required.
    DENIED,
    /// Answered by the sidecar: a session without the assurance, role or claim that is asked for.
    FORBIDDEN,
    /// Answered by the sidecar: a bad request.
    REFUSED
  }

  /// Why the application gave no answer.
  public enum UpstreamError {
    CONNECT,
    TIMEOUT,
    RESET,
    POOL_EXHAUSTED,
    INVALID_RESPONSE,
    /// It could not: the body of the request came too slowly.
    SLOW_BODY
  }

  public TrafficMetrics(Metrics metrics) {
    endpoints = new EndpointTelemetry(metrics);
    requests = each(Rule.class, rule -> each(State.class, state -> requests(metrics, rule, state)));
    upstreamErrors = each(UpstreamError.class, error -> upstreamErrors(metrics, error));
    overhead =
        metrics.timer(
            "overhead",
            "Time from the request's head to the start of forwarding it, waiting included",
            OVERHEAD);
    held =
        metrics.timer(
            "held",
            "Time that requests waited for a refresh",
            Metrics.millis(5, 10, 25, 50, 100, 250, 500, 1_000, 2_000, 3_000, 5_000));
    remaining =
        metrics.timer(
            "session.remaining.life",
            "Remaining life of the sessions that requests carried; 0 for expired ones",
            Stream.of(1, 95, 120, 300, 600, 1_800, 3_600, 86_400)
                .map(Duration::ofSeconds)
                .toList());
    metrics.gauge("websockets.open", "WebSockets that are open now", webSockets::get);
    moved =
        metrics.counter(
            "sessions.moved",
            "Valid sessions that were written anew because their cookies had an earlier name or"
                + " scope");
    headsTooLarge =
        metrics.counter(
            "request.heads.too.large",
            "Requests that were answered 431, as their head is larger than"
                + " listener.maxHeaderBytes");
    connectionsCut =
        metrics.counter(
            "connections.cut",
            "Connections that were closed as there are too many of them, or as they held too much"
                + " of heads that did not end and of requests behind one another");
    requestCookies =
        metrics.bytes(
            "request.cookie", "Size of the Cookie header", 512, 1_024, 2_048, 4_096, 8_192, 16_384);
    responseCookies =
        metrics.bytes(
            "response.set.cookie",
            "Size of the Set-Cookie lines that the sidecar added; many proxies buffer 4096 in all",
            1_024,
            2_048,
            4_096,
            8_192,
            16_384);
    responseHeads =
        metrics.bytes(
            "response.head",
            "Size of the heads of responses that carry session cookies; many proxies buffer 4096",
            1_024,
            2_048,
            4_096,
            8_192,
            16_384,
            65_536);
  }

  /// What is said of the sidecar's own endpoints.
  public EndpointTelemetry endpoints() {
    return endpoints;
  }

  public void request(Rule rule, State state) {
    of(of(requests, rule), state).increment();
  }

  public void overhead(Duration time) {
    overhead.record(time);
  }

  public void held(Duration time) {
    held.record(time);
  }

  public void remainingLife(Duration life) {
    remaining.record(life.isNegative() ? Duration.ZERO : life);
  }

  public void upstreamError(UpstreamError error) {
    of(upstreamErrors, error).increment();
  }

  /// A session was written under another name or in another scope.
  public void sessionMoved() {
    moved.increment();
  }

  /// How many WebSockets are open now.
  public void webSockets(int open) {
    webSockets.set(open);
  }

  public void requestCookieBytes(int bytes) {
    requestCookies.record(bytes);
  }

  /// A request was answered 431.
  public void headTooLarge() {
    headsTooLarge.increment();
  }

  /// A connection was closed as all of them held too much.
  public void connectionCut() {
    connectionsCut.increment();
  }

  public void responseHeadBytes(int bytes) {
    responseHeads.record(bytes);
  }

  public void responseCookieBytes(int bytes) {
    responseCookies.record(bytes);
  }

  private static Counter requests(Metrics metrics, Rule rule, State state) {
    return metrics.counter(
        "requests",
        "Requests by what the route asks and what the application saw of the session",
        "rule",
        label(rule),
        "state",
        label(state));
  }

  private static Counter upstreamErrors(Metrics metrics, UpstreamError error) {
    return metrics.counter(
        "upstream.errors", "Requests that the application did not answer", "reason", label(error));
  }

  private static <E extends Enum<E>, M> Map<E, M> each(Class<E> type, Function<E, M> meter) {
    var meters = new EnumMap<E, M>(type);
    for (var choice : type.getEnumConstants()) {
      meters.put(choice, meter.apply(choice));
    }
    return meters;
  }

  private static <E, M> M of(Map<E, M> meters, E choice) {
    return Objects.requireNonNull(meters.get(choice));
  }

  private static String label(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT);
  }
}
