package dev.sessionkeeper.sidecar.supabase;

import static dev.sessionkeeper.sidecar.session.UnavailableReason.CONFLICT;
import static dev.sessionkeeper.sidecar.session.UnavailableReason.CONNECTION;
import static dev.sessionkeeper.sidecar.session.UnavailableReason.HOOK;
import static dev.sessionkeeper.sidecar.session.UnavailableReason.MISCONFIGURED;
import static dev.sessionkeeper.sidecar.session.UnavailableReason.NOT_A_SESSION;
import static dev.sessionkeeper.sidecar.session.UnavailableReason.RATE_LIMITED;
import static dev.sessionkeeper.sidecar.session.UnavailableReason.SERVER_ERROR;
import static dev.sessionkeeper.sidecar.session.UnavailableReason.TIMEOUT;
import static dev.sessionkeeper.sidecar.session.UnavailableReason.UNEXPECTED;

import dev.sessionkeeper.sidecar.session.FatalCode;
import dev.sessionkeeper.sidecar.session.RefreshOutcome;
import dev.sessionkeeper.sidecar.session.RefreshOutcome.Standing;
import dev.sessionkeeper.sidecar.session.UnavailableReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Every kind of answer to a refresh that is no success, with what it must mean. The bodies of the
/// Auth server are as recorded from the real one.
public final class ClassifierRows {
  private static final String JSON = "application/json";

  private ClassifierRows() {}

  /// What a row must mean for the session.
  public sealed interface Verdict {
    /// The session ends, as the failure policy says.
    record Ends(FatalCode code) implements Verdict {}

    /// The session is kept.
    record Keeps(UnavailableReason reason) implements Verdict {}
  }

  /// One row.
  ///
  /// @param reply what came over the wire
  public record Row(String name, AuthReply reply, Verdict verdict) {

    /// The outcome when the session is presented for the first time.
    public RefreshOutcome first() {
      return switch (verdict) {
        case Verdict.Keeps(UnavailableReason reason) ->
            new RefreshOutcome.Unavailable(reason, Optional.empty());
        case Verdict.Ends(FatalCode code) when code == FatalCode.REFRESH_TOKEN_ALREADY_USED ->
            new RefreshOutcome.Rejected(code, Standing.FIRST_SIGHT);
        case Verdict.Ends(FatalCode code) -> new RefreshOutcome.Rejected(code, Standing.FINAL);
      };
    }

    /// The outcome when the same session is presented again ten seconds later.
    public RefreshOutcome repeated() {
      return verdict instanceof Verdict.Ends(FatalCode code)
          ? new RefreshOutcome.Rejected(code, Standing.FINAL)
          : first();
    }

    /// The status of the answer; empty where there is none.
    public Optional<Integer> status() {
      return reply instanceof AuthReply.Answer answer
          ? Optional.of(answer.status())
          : Optional.empty();
    }

    /// The headers of the answer; empty where there is none.
    public Map<String, String> headers() {
      return reply instanceof AuthReply.Answer answer ? answer.headers() : Map.of();
    }

    /// The body of the answer; empty where there is none.
    public String body() {
      return reply instanceof AuthReply.Answer answer ? answer.body() : "";
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /// All rows.
  public static Stream<Row> all() {
    return Stream.of(fatal(), server(), hooks(), gateways(), nonsense(), lost(), statuses())
        .flatMap(List::stream);
  }

  /// The rows that came over the wire as a complete answer.
  public static Stream<Row> answers() {
    return all().filter(row -> row.status().isPresent());
  }

  private static List<Row> fatal() {
    var rows = new ArrayList<Row>();
    for (var code : FatalCode.values()) {
      var status = code == FatalCode.USER_NOT_FOUND ? 403 : 400;
      rows.add(row(code.code(), server(status, code.code()), new Verdict.Ends(code)));
      rows.add(row(code.code() + ", old format", old(status, code.code()), new Verdict.Ends(code)));
      rows.add(
          row(
              code.code() + ", code header stripped",
              answer(
                  status, Map.of(), "{\"code\":\"%s\",\"message\":\"x\"}".formatted(code.code())),
              new Verdict.Ends(code)));
    }
    return rows;
  }

  private static List<Row> server() {
    return List.of(
        keeps("bad_json", server(400, "bad_json"), UNEXPECTED),
        keeps("unsupported_grant_type", server(400, "invalid_credentials"), MISCONFIGURED),
        keeps(
            "invalid_client",
            json(400, "{\"error\":\"invalid_client\",\"error_description\":\"x\"}"),
            UNEXPECTED),
        keeps("wrong method", answer(405, Map.of("allow", "POST"), ""), MISCONFIGURED),
        keeps("conflict", server(409, "conflict"), CONFLICT),
        keeps("rate limit", server(429, "over_request_rate_limit"), RATE_LIMITED),
        keeps("rate limit, old format", old(429, "over_request_rate_limit"), RATE_LIMITED),
        keeps("unexpected_failure", server(500, "unexpected_failure"), SERVER_ERROR),
        keeps("request_timeout", server(504, "request_timeout"), SERVER_ERROR),
        keeps("a code that is not known", server(400, "brand_new_code"), UNEXPECTED),
        keeps(
            "a fatal code with a status of its own", server(500, "session_expired"), SERVER_ERROR),
        keeps("a fatal code with 429", server(429, "refresh_token_not_found"), RATE_LIMITED),
        keeps("a fatal code with 401", server(401, "session_not_found"), MISCONFIGURED),
        keeps(
            "the header's code beats the body's",
            answer(400, Map.of("x-sb-error-code", "bad_json"), "{\"code\":\"session_expired\"}"),
            UNEXPECTED),
        keeps(
            "a fatal code below the top level",
            json(400, "{\"error\":{\"code\":\"session_expired\"}}"),
            UNEXPECTED));
  }

  private static List<Row> hooks() {
    return List.of(
        keeps(
            "a hook that refuses",
            json(403, "{\"code\":\"unknown\",\"message\":\"account is suspended\"}"),
            HOOK),
        keeps(
            "a hook that refuses, old format",
            json(403, "{\"code\":403,\"error_code\":\"unknown\",\"msg\":\"account is suspended\"}"),
            HOOK),
        keeps(
            "a hook with a status of its own",
            json(418, "{\"code\":\"unknown\",\"message\":\"refresh_token_not_found\"}"),
            HOOK),
        keeps("a hook that raises", server(500, "unexpected_failure"), SERVER_ERROR),
        keeps(
            "a hook that raises, old format",
            answer(
                500,
                Map.of("x-sb-error-code", "unexpected_failure"),
                "{\"code\":\"P0001\",\"message\":\"hook raised\"}"),
            SERVER_ERROR));
  }

  private static List<Row> gateways() {
    return List.of(
        keeps(
            "401, no API key (JSON)",
            json(401, "{\"message\":\"No API key found in request\"}"),
            MISCONFIGURED),
        keeps("401, no API key (text)", text(401, "Unauthorized"), MISCONFIGURED),
        keeps("403 of a firewall", text(403, "<html>Forbidden</html>"), MISCONFIGURED),
        keeps("404 of a bare server", text(404, "404 page not found\n"), MISCONFIGURED),
        keeps("404 HTML", text(404, "<html>"), MISCONFIGURED),
        keeps(
            "redirect",
            answer(302, Map.of("location", "https://elsewhere.example"), ""),
            MISCONFIGURED),
        keeps("408", text(408, ""), TIMEOUT),
        keeps("502 HTML", text(502, "<html>Bad Gateway</html>"), SERVER_ERROR),
        keeps("503 text", text(503, "upstream connect error"), SERVER_ERROR));
  }

  private static List<Row> nonsense() {
    return List.of(
        keeps("200 {}", json(200, "{}"), NOT_A_SESSION),
        keeps("200 empty", json(200, ""), NOT_A_SESSION),
        keeps(
            "200 HTML",
            text(200, "<!DOCTYPE html><title>Sign in to the network</title>"),
            NOT_A_SESSION),
        keeps("200 cut JSON", json(200, "{\"access_token\":\"eyJ"), NOT_A_SESSION),
        keeps("200 with a fatal code", server(200, "session_expired"), NOT_A_SESSION),
        keeps("200 array", json(200, "[]"), NOT_A_SESSION),
        keeps(
            "200 without refresh token",
            json(200, "{\"access_token\":\"a.b.c\",\"expires_in\":3600,\"refresh_token\":\"\"}"),
            NOT_A_SESSION),
        keeps("204", answer(204, Map.of(), ""), NOT_A_SESSION),
        keeps("400 with no body", text(400, ""), UNEXPECTED));
  }

  private static List<Row> lost() {
    return List.of(
        keeps(
            "refused connection, unknown host, failed TLS",
            new AuthReply.Failed(CONNECTION, Repeat.USELESS),
            CONNECTION),
        keeps("reset after sending", new AuthReply.Failed(CONNECTION, Repeat.SAFE), CONNECTION),
        keeps("hang", new AuthReply.Failed(TIMEOUT, Repeat.SAFE), TIMEOUT));
  }

  private static List<Row> statuses() {
    return IntStream.concat(IntStream.rangeClosed(500, 530), IntStream.of(540, 599))
        .mapToObj(status -> keeps("status " + status, text(status, ""), SERVER_ERROR))
        .toList();
  }

  private static Row keeps(String name, AuthReply reply, UnavailableReason reason) {
    return row(name, reply, new Verdict.Keeps(reason));
  }

  private static Row row(String name, AuthReply reply, Verdict verdict) {
    return new Row(name, reply, verdict);
  }

  private static AuthReply server(int status, String code) {
    return answer(
        status,
        Map.of(
            "content-type", JSON, "x-sb-error-code", code, "x-supabase-api-version", "2024-01-01"),
        "{\"code\":\"%s\",\"message\":\"words\"}".formatted(code));
  }

  private static AuthReply old(int status, String code) {
    return answer(
        status,
        Map.of("content-type", JSON),
        "{\"code\":%d,\"error_code\":\"%s\",\"msg\":\"words\"}".formatted(status, code));
  }

  private static AuthReply json(int status, String body) {
    return answer(status, Map.of("content-type", JSON), body);
  }

  private static AuthReply text(int status, String body) {
    return answer(status, Map.of("content-type", "text/plain"), body);
  }

  private static AuthReply answer(int status, Map<String, String> headers, String body) {
    return new AuthReply.Answer(status, headers, body);
  }
}
