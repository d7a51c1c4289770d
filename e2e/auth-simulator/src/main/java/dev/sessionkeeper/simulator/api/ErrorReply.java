package dev.sessionkeeper.simulator.api;

import dev.sessionkeeper.simulator.json.Json;
import io.vertx.core.MultiMap;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/// Writes an error in the format that the request's API version asks for.
/// Source: supabase/auth `internal/api/errors.go`, `apiversions.go`.
final class ErrorReply {
  private static final String VERSION_HEADER = "X-Supabase-Api-Version";
  private static final String CODE_HEADER = "X-Sb-Error-Code";
  private static final LocalDate FIRST_DATED = LocalDate.of(2024, 1, 1);

  private ErrorReply() {}

  static Reply of(ApiError error, Call call, MultiMap headers) {
    var dated = wantsDatedFormat(call);
    if (dated) {
      headers.set(VERSION_HEADER, FIRST_DATED.toString());
    }
    if (!error.weakPasswordReasons().isEmpty()) {
      return weakPassword(error, dated, headers);
    }
    if (!error.code().isEmpty()) {
      headers.set(CODE_HEADER, error.code());
    }
    return Reply.json(error.status(), headers, dated ? dated(error) : undated(error));
  }

  /// An error in the form of OAuth 2, which has no code of its own.
  static Reply oauth(String error, String description, Call call, MultiMap headers) {
    if (wantsDatedFormat(call)) {
      headers.set(VERSION_HEADER, FIRST_DATED.toString());
    }
    var body = Json.object().add("error", error).add("error_description", description).build();
    return Reply.json(400, headers, body);
  }

  private static boolean wantsDatedFormat(Call call) {
    try {
      return call.header(VERSION_HEADER)
          .filter(version -> !LocalDate.parse(version).isBefore(FIRST_DATED))
          .isPresent();
    } catch (DateTimeException e) {
      // Anything but a date means the first version, as if the header were missing.
      return false;
    }
  }

  private static Json dated(ApiError error) {
    return Json.object().add("code", shownCode(error)).add("message", error.message()).build();
  }

  private static Json undated(ApiError error) {
    if (error.databaseError().isPresent()) {
      var cause = error.databaseError().get();
      return Json.object().add("code", cause.code()).add("message", cause.message()).build();
    }
    var object =
        Json.object()
            .add("code", error.status())
            .add("error_code", shownCode(error))
            .add("msg", error.message());
    return error.status() >= 500
        ? object.add("error_id", UUID.randomUUID().toString()).build()
        : object.build();
  }

  private static String shownCode(ApiError error) {
    if (!error.code().isEmpty()) {
      return error.code();
    }
    return error.status() == 500 ? "unexpected_failure" : "unknown";
  }

  private static Reply weakPassword(ApiError error, boolean dated, MultiMap headers) {
    var object = Json.object();
    if (dated) {
      object.add("code", error.code()).add("message", error.message());
    } else {
      headers.set(CODE_HEADER, error.code());
      object
          .add("code", error.status())
          .add("error_code", error.code())
          .add("msg", error.message());
    }
    return Reply.json(
        error.status(),
        headers,
        object.add("weak_password", reasons(error.weakPasswordReasons())).build());
  }

  private static Json reasons(List<String> reasons) {
    return Json.object().add("reasons", Json.texts(reasons)).build();
  }
}
