package dev.sessionkeeper.simulator.control;

import dev.sessionkeeper.simulator.api.AuthServer;
import dev.sessionkeeper.simulator.api.Call;
import dev.sessionkeeper.simulator.api.Timers;
import dev.sessionkeeper.simulator.config.GoDuration;
import dev.sessionkeeper.simulator.config.Settings;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.stream.Collectors;

/// The paths below `/__control`: how a test in any language commands and observes the simulator.
final class ControlApi {
  static final String PREFIX = "/__control/";

  private final AuthServer server;
  private final Faults faults;
  private final CallLog calls;
  private final ShiftedClock clock;
  private final Effects effects;

  /// An answer to a control call; `problem` is empty on success.
  record Answer(int status, JsonObject body) {}

  ControlApi(AuthServer server, Faults faults, CallLog calls, ShiftedClock clock, Timers timers) {
    this.server = server;
    this.faults = faults;
    this.calls = calls;
    this.clock = clock;
    this.effects = new Effects(server, clock, timers);
  }

  Answer handle(Call call) {
    try {
      var done = execute(call.method() + " " + call.path().substring(PREFIX.length()), call);
      return new Answer(200, done);
    } catch (IllegalArgumentException | ClassCastException | DecodeException e) {
      return new Answer(400, new JsonObject().put("problem", String.valueOf(e.getMessage())));
    }
  }

  private JsonObject execute(String command, Call call) {
    return switch (command) {
      case "POST reset" -> reset(call);
      case "POST effect" -> effect(json(call));
      case "POST faults" -> addFault(json(call));
      case "DELETE faults" -> clearFaults();
      case "GET faults" -> waitingFaults();
      case "GET calls" -> counts(call.query().contains("requests=true"));
      case "DELETE calls" -> clearCalls();
      case "POST clock" -> moveClock(json(call));
      case "GET clock" -> time();
      default -> throw new IllegalArgumentException("unknown control call: " + command);
    };
  }

  private static JsonObject json(Call call) {
    return call.body().length() == 0 ? new JsonObject() : call.body().toJsonObject();
  }

  private JsonObject reset(Call call) {
    var variables =
        json(call).stream()
            .collect(
                Collectors.toMap(Map.Entry::getKey, entry -> String.valueOf(entry.getValue())));
    var settings = Settings.of(variables);
    if (call.query().contains("keep=true")) {
      server.restart(settings);
    } else {
      server.reset(settings);
      faults.clear();
      calls.clear();
    }
    return new JsonObject();
  }

  private JsonObject effect(JsonObject step) {
    effects.apply(step);
    return new JsonObject();
  }

  private JsonObject addFault(JsonObject body) {
    faults.add(FaultReader.read(body));
    return waitingFaults();
  }

  private JsonObject clearFaults() {
    faults.clear();
    return waitingFaults();
  }

  private JsonObject waitingFaults() {
    var waiting = new JsonArray();
    faults.waiting().forEach(rule -> waiting.add(rule.toString()));
    return new JsonObject().put("faults", waiting);
  }

  private JsonObject clearCalls() {
    calls.clear();
    return new JsonObject();
  }

  private JsonObject counts(boolean withRequests) {
    var counts = calls.counts();
    var answer =
        new JsonObject()
            .put("total", counts.total())
            .put("paths", new JsonObject(Map.<String, Object>copyOf(counts.paths())))
            .put("tokens", new JsonObject(Map.<String, Object>copyOf(counts.tokens())))
            .put("answered", new JsonObject(Map.<String, Object>copyOf(counts.answered())))
            .put("open", counts.open())
            .put("mostOpen", counts.mostOpen());
    return withRequests ? answer.put("requests", requests()) : answer;
  }

  private JsonArray requests() {
    var requests = new JsonArray();
    for (var call : calls.lastCalls()) {
      var headers = new JsonObject();
      call.headers()
          .names()
          .forEach(name -> headers.put(name, String.join(", ", call.headers().getAll(name))));
      requests.add(
          new JsonObject()
              .put("method", call.method())
              .put("path", call.path())
              .put("query", call.query())
              .put("headers", headers)
              .put("body", call.body().toString()));
    }
    return requests;
  }

  private JsonObject moveClock(JsonObject body) {
    if (body.containsKey("shift")) {
      clock.set(GoDuration.parse(body.getString("shift")));
    }
    if (body.containsKey("advance")) {
      clock.advance(GoDuration.parse(body.getString("advance")));
    }
    return time();
  }

  private JsonObject time() {
    return new JsonObject()
        .put("now", clock.instant().toString())
        .put("shiftSeconds", clock.shift().toSeconds());
  }
}
