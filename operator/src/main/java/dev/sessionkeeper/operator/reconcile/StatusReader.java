package dev.sessionkeeper.operator.reconcile;

import dev.sessionkeeper.operator.fleet.PodFacts;
import dev.sessionkeeper.operator.fleet.SidecarReport;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/// Reads what a sidecar answers to `GET /status`.
final class StatusReader {
  // What is told in the first moments of every sidecar is no news.
  private static final String NOT_ASKED_YET = "AuthNotAskedYet";
  private static final JsonObject NONE = new JsonObject();

  private StatusReader() {}

  /// Empty if it is no such answer: another version, or no sidecar.
  static Optional<SidecarReport> read(Buffer body) {
    try {
      return Optional.of(report(new JsonObject(body)));
    } catch (DecodeException | ClassCastException e) {
      return Optional.empty();
    }
  }

  private static SidecarReport report(JsonObject status) {
    var refreshes = status.getJsonObject("refreshes", NONE);
    return new SidecarReport(
        status.getString("version", ""),
        status.getJsonObject("policy", NONE).getLong("generation", -1L),
        reasons(status.getJsonArray("reasons", new JsonArray())),
        refreshes.getLong("refreshed", 0L),
        refreshes.getLong("unavailable", 0L));
  }

  private static List<PodFacts.Trouble> reasons(JsonArray reasons) {
    return reasons.stream()
        .map(JsonObject.class::cast)
        .map(one -> new PodFacts.Trouble(one.getString("code", ""), one.getString("message", "")))
        .filter(one -> !one.reason().equals(NOT_ASKED_YET))
        .toList();
  }
}
