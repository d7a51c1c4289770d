package dev.sessionkeeper.stories;

import com.microsoft.playwright.Browser;
import dev.sessionkeeper.processes.Loopback;
import dev.sessionkeeper.sessions.SigningKey;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One arrangement with everything running: auth server, app, and the sidecar where it belongs to
/// it.
final class Stage implements AutoCloseable {
  /// Where programs leave their output.
  static final Path OUTPUT = Path.of("target", "programs");

  private final Arrangement arrangement;
  private final Browser chromium;
  private final SigningKey key = SigningKey.generate();
  private final AuthServer auth;
  private final DataApi data;
  private final NextApp app;
  private final Optional<Sidecar> sidecar;
  private final StoryTable table;
  private final List<Visitor> visitors = new ArrayList<>();

  private Stage(Arrangement arrangement, Browser chromium, StoryTable table) {
    this.arrangement = arrangement;
    this.chromium = chromium;
    this.table = table;
    this.auth = AuthServer.start("auth server " + arrangement, key);
    this.data = DataApi.start(auth.url());
    this.app = NextApp.start("app " + arrangement, auth.url(), data.url());
    this.sidecar = sidecar(arrangement);
  }

  static Stage set(Arrangement arrangement, Browser chromium, StoryTable table) {
    return new Stage(arrangement, chromium, table);
  }

  AuthServer auth() {
    return auth;
  }

  /// Where browsers go.
  URI site() {
    return sidecar.map(Sidecar::url).orElse(Loopback.url(app.port()));
  }

  /// A careless cache in front of the site.
  SharedCache cache() {
    return SharedCache.start("cache " + arrangement, site());
  }

  /// Somebody who has never been here, with a fresh browser profile.
  Visitor visitor() {
    var visitor = new Visitor(chromium.newContext(), site(), key);
    visitors.add(visitor);
    return visitor;
  }

  Visitor signedUpVisitor() {
    var visitor = visitor();
    visitor.signsUp();
    return visitor;
  }

  /// All that the sidecar has logged and measured; empty without one.
  String toldByTheSidecar() {
    return sidecar.map(Sidecar::told).orElse("");
  }

  /// Notes what happened in a story, to be compared with what is expected of this arrangement.
  Observation observes(String... facts) {
    return table.note(arrangement, List.of(facts));
  }

  /// Sends the visitors home; the programs keep running for the next story.
  void clear() {
    visitors.forEach(Visitor::close);
    visitors.clear();
  }

  @Override
  public void close() {
    clear();
    sidecar.ifPresent(Sidecar::close);
    app.close();
    data.close();
    auth.close();
  }

  private Optional<Sidecar> sidecar(Arrangement arrangement) {
    return switch (arrangement) {
      case BEHIND_THE_SIDECAR -> Optional.of(Sidecar.start("sidecar", app, auth.url()));
      case WITHOUT_THE_SIDECAR -> Optional.empty();
    };
  }
}
