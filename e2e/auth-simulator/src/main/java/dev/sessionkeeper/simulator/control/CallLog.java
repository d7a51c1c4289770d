package dev.sessionkeeper.simulator.control;

import dev.sessionkeeper.simulator.api.Call;
import dev.sessionkeeper.simulator.json.GoJsonException;
import dev.sessionkeeper.simulator.json.GoJsonReader;
import dev.sessionkeeper.simulator.json.Json;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What the simulator was asked: counters for each path and each refresh token, and the last calls
/// themselves. Safe for all threads; control calls are not counted.
public final class CallLog {
  private static final int KEPT_CALLS = 1_000;
  private static final int COUNTED_TOKENS = 100_000;
  private static final int OK = 200;
  private static final String REFRESH = "grant_type=refresh_token";

  private final Object lock = new Object();
  private final Map<String, Integer> paths = new TreeMap<>();
  private final Map<String, Integer> tokens = new TreeMap<>();
  private final Map<String, Integer> answered = new TreeMap<>();
  private final Deque<Call> last = new ArrayDeque<>();
  private int total;
  private int open;
  private int mostOpen;

  /// The counters at one moment.
  ///
  /// @param paths by method, path and query, such as `POST /token?grant_type=refresh_token`
  /// @param tokens refresh calls by the refresh token presented
  /// @param answered of these, those whose session went out as a whole
  /// @param mostOpen how many calls were in progress at the same time at most
  public record Counts(
      int total,
      Map<String, Integer> paths,
      Map<String, Integer> tokens,
      Map<String, Integer> answered,
      int open,
      int mostOpen) {
    public Counts {
      paths = Map.copyOf(paths);
      tokens = Map.copyOf(tokens);
      answered = Map.copyOf(answered);
    }

    /// All refresh calls.
    public int refreshes() {
      return of("POST", "/token?" + REFRESH);
    }

    public int of(String method, String pathAndQuery) {
      return paths.getOrDefault(method + " " + pathAndQuery, 0);
    }
  }

  void begin(Call call) {
    var token = refreshToken(call);
    synchronized (lock) {
      total++;
      open++;
      mostOpen = Math.max(mostOpen, open);
      paths.merge(name(call), 1, Integer::sum);
      token
          .filter(text -> tokens.size() < COUNTED_TOKENS)
          .ifPresent(text -> tokens.merge(text, 1, Integer::sum));
      last.addLast(call);
      if (last.size() > KEPT_CALLS) {
        last.removeFirst();
      }
    }
  }

  void end() {
    synchronized (lock) {
      open--;
    }
  }

  /// The server's own answer to a call went out as a whole.
  void answered(Call call, int status) {
    if (status != OK) {
      return;
    }
    synchronized (lock) {
      refreshToken(call)
          .filter(text -> answered.size() < COUNTED_TOKENS)
          .ifPresent(text -> answered.merge(text, 1, Integer::sum));
    }
  }

  public Counts counts() {
    synchronized (lock) {
      return new Counts(total, paths, tokens, answered, open, mostOpen);
    }
  }

  /// The last calls, oldest first; at most 1,000.
  public List<Call> lastCalls() {
    synchronized (lock) {
      return List.copyOf(last);
    }
  }

  public void clear() {
    synchronized (lock) {
      paths.clear();
      tokens.clear();
      answered.clear();
      last.clear();
      total = 0;
      mostOpen = open;
    }
  }

  private static String name(Call call) {
    return call.method() + " " + call.path() + (call.query().isEmpty() ? "" : "?" + call.query());
  }

  private static Optional<String> refreshToken(Call call) {
    if (!call.path().equals("/token") || !call.query().contains(REFRESH)) {
      return Optional.empty();
    }
    try {
      var body = GoJsonReader.read(call.body().getBytes());
      return body instanceof Json.Members members
          ? members
              .get("refresh_token")
              .flatMap(
                  value ->
                      value instanceof Json.Text(String text)
                          ? Optional.of(text)
                          : Optional.empty())
          : Optional.empty();
    } catch (GoJsonException e) {
      // Not JSON, hence no token to count; the endpoint itself will say so.
      return Optional.empty();
    }
  }
}
