package dev.sessionkeeper.simulator.control;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Reads a fault as `POST /__control/faults` takes it.
final class FaultReader {
  private static final int ONE_SECOND = 1000;

  private FaultReader() {}

  /// Reads one fault.
  ///
  /// @throws IllegalArgumentException if the fault is unknown or a value is out of range
  static FaultRule read(JsonObject body) {
    var times = Optional.ofNullable(body.getInteger("times"));
    var skip = body.getInteger("skip", 0);
    if (times.filter(number -> number < 1).isPresent() || skip < 0) {
      throw new IllegalArgumentException("times: expected 1 or more, skip: 0 or more");
    }
    return new FaultRule(fault(body), body.getString("path", "/token"), skip, times);
  }

  private static Fault fault(JsonObject body) {
    var name = body.getString("fault", "");
    return switch (name) {
      case "delay" -> new Fault.Delay(pause(body));
      case "hang" -> new Fault.Hang();
      case "hang-after" -> new Fault.HangAfter();
      case "reset-before" -> new Fault.ResetBefore();
      case "reset-after" -> new Fault.ResetAfter();
      case "status" -> answer(body, body.getInteger("status", 500), body.getString("body", ""));
      case "html" -> html(body);
      case "truncated-json" -> new Fault.TruncatedJson();
      case "cut-body" -> new Fault.CutBody();
      case "trickle" -> new Fault.Trickle(pause(body), Math.max(1, body.getInteger("bytes", 1)));
      case "rate-limit" -> new Fault.RateLimit(Optional.ofNullable(body.getInteger("retryAfter")));
      case "other-user" -> new Fault.OtherUser();
      case "other-session" -> new Fault.OtherSession();
      default -> throw new IllegalArgumentException("fault: unknown '" + name + "'");
    };
  }

  private static Duration pause(JsonObject body) {
    return Duration.ofMillis(Math.max(0, body.getInteger("milliseconds", ONE_SECOND)));
  }

  private static Fault answer(JsonObject body, int status, String text) {
    if (status < 200 || status > 999) {
      throw new IllegalArgumentException("status: expected 200 to 999");
    }
    return new Fault.Answer(status, headers(body), text);
  }

  private static Map<String, String> headers(JsonObject body) {
    return body.getJsonObject("headers", new JsonObject()).stream()
        .collect(Collectors.toMap(Map.Entry::getKey, header -> String.valueOf(header.getValue())));
  }

  private static Fault html(JsonObject body) {
    var page = body.getString("body", "<!DOCTYPE html><title>Sign in to the network</title>");
    return new Fault.Answer(
        body.getInteger("status", 200), Map.of("Content-Type", "text/html; charset=utf-8"), page);
  }
}
