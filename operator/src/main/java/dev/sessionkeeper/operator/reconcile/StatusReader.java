package dev.sessionkeeper.operator.reconcile;

import dev.sessionkeeper.operator.fleet.PodFacts;
import dev.sessionkeeper.operator.fleet.SidecarReport;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads what a sidecar answers to `GET /status`. Any pod may say that it has one, so that what
/// reaches a policy's status is bounded: a few reasons, each one word and a sentence.
final class StatusReader {
  // What is told in the first moments of every sidecar is no news.
  private static final String NOT_ASKED_YET = "AuthNotAskedYet";
  private static final JsonObject NONE = new JsonObject();
  private static final Pattern WORD = Pattern.compile("[A-Za-z]{1,64}");
  private static final int MOST_REASONS = 16;
  private static final int LONGEST_SENTENCE = 500;
  private static final int LONGEST_VERSION = 100;

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
        shortened(status.getString("version", ""), LONGEST_VERSION),
        status.getJsonObject("policy", NONE).getLong("generation", -1L),
        reasons(status.getJsonArray("reasons", new JsonArray())),
        refreshes.getLong("refreshed", 0L),
        refreshes.getLong("unavailable", 0L));
  }

  private static List<PodFacts.Trouble> reasons(JsonArray reasons) {
    return reasons.stream()
        .map(JsonObject.class::cast)
        .map(StatusReader::reason)
        .filter(one -> WORD.matcher(one.reason()).matches())
        .filter(one -> !one.reason().equals(NOT_ASKED_YET))
        .limit(MOST_REASONS)
        .toList();
  }

  private static PodFacts.Trouble reason(JsonObject one) {
    return new PodFacts.Trouble(
        one.getString("code", ""), shortened(one.getString("message", ""), LONGEST_SENTENCE));
  }

  private static String shortened(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest);
  }
}
