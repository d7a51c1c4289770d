package dev.sessionkeeper.sidecar.proxy;

import dev.sessionkeeper.sidecar.session.Session;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.stream.Stream;

/// A stage with browser endpoints, and scripts that ask them.
final class EndpointStage implements AutoCloseable {
  static final String OURS = "X-Sessionkeeper-Request: 1";

  private final Stage stage;

  private EndpointStage(Stage stage) {
    this.stage = stage;
  }

  static EndpointStage open() {
    return with(new TestConfig());
  }

  static EndpointStage with(TestConfig settings) {
    return new EndpointStage(Stage.with(settings.endpoints()));
  }

  Stage stage() {
    return stage;
  }

  Session signUp() {
    return stage.signUp();
  }

  /// The session of somebody who signed up so long ago.
  Session signedUpBefore(Duration ago) {
    stage.auth().clock().advance(ago.negated());
    var session = stage.signUp("before@example.com");
    stage.auth().clock().advance(ago);
    return session;
  }

  /// A script of the application's own page asks.
  Message asks(String method, String endpoint, Session session) {
    return sends(method, endpoint, OURS, Sessions.field(session));
  }

  /// Somebody asks with these fields.
  Message sends(String method, String endpoint, String... fields) {
    return starts(method, endpoint, fields).response();
  }

  /// As `sends`, without waiting for the answer.
  Wire starts(String method, String endpoint, String... fields) {
    return stage.browser().send(Wire.request(method, "/.sessionkeeper/" + endpoint, fields));
  }

  double counted(String endpoint, String outcome) {
    return stage.metric(
        "sessionkeeper_endpoint_requests_total{endpoint=\"%s\",outcome=\"%s\"}"
            .formatted(endpoint, outcome));
  }

  static JsonObject json(Message message) {
    return new JsonObject(message.body());
  }

  /// The type of a problem, without the authority that all have.
  static String problem(Message message) {
    return json(message).getString("type").replace("urn:sessionkeeper:problem:", "");
  }

  static String[] with(String[] fields, String... more) {
    return Stream.concat(Stream.of(fields), Stream.of(more)).toArray(String[]::new);
  }

  @Override
  public void close() {
    stage.close();
  }
}
