package dev.sessionkeeper.simulator.api;

import dev.sessionkeeper.simulator.json.GoStrings;
import dev.sessionkeeper.simulator.model.Session;
import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;

/// `POST /logout`: ends all sessions of the caller, this one, or the others.
final class LogoutEndpoint {
  private LogoutEndpoint() {}

  static Future<Reply> handle(Exchange exchange, Caller caller) {
    var scope = GoForm.queryValue(exchange.call(), "scope");
    var ending = ending(exchange, caller, scope);
    return Sessions.end(exchange, ending).map(done -> Reply.empty(204, exchange.headers()));
  }

  private static List<UUID> ending(Exchange exchange, Caller caller, String scope) {
    var all =
        exchange.process().store().sessionsOf(caller.user().id()).stream()
            .map(Session::id)
            .toList();
    var own = caller.session().map(Session::id);
    return switch (scope) {
      case "", "global" -> all;
      case "local" -> own.map(List::of).orElse(all);
      case "others" ->
          own.map(id -> all.stream().filter(other -> !other.equals(id)).toList()).orElse(all);
      default -> throw Refusal.invalid("Unsupported logout scope " + GoStrings.quote(scope));
    };
  }
}
