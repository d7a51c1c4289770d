package dev.sessionkeeper.simulator;

import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;

/// A simulator that a test closes when it is done.
record RunningSimulator(Vertx vertx, AuthSimulator simulator) implements AutoCloseable {

  static RunningSimulator with(SimulatorOptions options) throws Exception {
    var vertx = Vertx.vertx();
    return new RunningSimulator(
        vertx, AuthSimulator.start(vertx, options).await(10, TimeUnit.SECONDS));
  }

  Caller caller() {
    return new Caller(simulator.url());
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
