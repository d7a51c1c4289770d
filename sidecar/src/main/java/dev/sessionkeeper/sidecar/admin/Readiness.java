package dev.sessionkeeper.sidecar.admin;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Whether the sidecar takes requests, and what is not as it should be meanwhile.
///
/// Only a drain makes it unready: with the Auth server down or a secret missing, valid sessions are
/// still served, and an unready pod would take the application down with it.
public final class Readiness {
  private static final String DRAINING =
      "The sidecar is draining: running requests finish, new ones go to other replicas.";

  private final Supplier<List<Reason>> source;
  private volatile boolean draining;

  /// A readiness with reasons of its own and of others.
  ///
  /// @param source asked at each look; called on the event loop
  public Readiness(Supplier<List<Reason>> source) {
    this.source = source;
  }

  /// From now on the sidecar is not ready.
  public void drain() {
    draining = true;
  }

  boolean ready() {
    return !draining;
  }

  JsonObject toJson() {
    var reasons = new JsonArray();
    reasons().forEach(reason -> reasons.add(json(reason)));
    return new JsonObject().put("ready", ready()).put("reasons", reasons);
  }

  private Stream<Reason> reasons() {
    var own =
        draining ? Stream.of(new Reason(Reason.Code.DRAINING, DRAINING)) : Stream.<Reason>empty();
    return Stream.concat(own, source.get().stream());
  }

  private static JsonObject json(Reason reason) {
    return new JsonObject().put("code", reason.code().spelling()).put("message", reason.message());
  }
}
