package dev.sessionkeeper.faults;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sessionkeeper.contract.SidecarConfigWriter;
import dev.sessionkeeper.policy.translation.Placement;
import dev.sessionkeeper.policy.translation.Translation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The configuration file of one sidecar, made of a `SessionPolicy` as the operator makes it, with
/// ports of its own.
final class SidecarFile {
  static final String COOKIE = "sb-127-auth-token";
  private static final String STORE_KEY = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

  private final Path file;
  private final ObjectNode base;
  private long generation = 1;

  /// Where a sidecar listens, where its admin port is, and where the app listens.
  record Ports(int listener, int admin, int app) {}

  /// How long sidecars wait.
  ///
  /// @param refresh the longest that a request is held
  /// @param store how long one answer of the store may take; a lease lasts three times as long
  record Patience(Duration refresh, Duration store) {
    Duration lease() {
      return store.multipliedBy(3);
    }
  }

  /// What all sidecars of a stage have in common.
  ///
  /// @param store the address of the shared store
  record Policy(URI supabase, Optional<String> store, Patience patience) {
    private String manifest() {
      return """
      apiVersion: sessionkeeper.dev/v1alpha1
      kind: SessionPolicy
      metadata: {name: web, namespace: faults}
      spec:
        selector: {matchLabels: {app: web}}
        supabase:
          url: %s
          publishableKey: {name: supabase, key: publishable-key}
        traffic: {port: 3000}
        routes: [{path: "/*", session: Refresh}]
        refresh: {timeout: %dms%s}
        verify: {mode: Keys}
      """
          .formatted(
              supabase, patience.refresh().toMillis(), store.map(this::sharedStore).orElse(""));
    }

    private String sharedStore(String address) {
      return """
      , sharedStore: {addresses: ["%s"], tls: false, timeout: %dms, lease: %dms,
          encryptionKeys: {name: session-keys, key: keys}}\
      """
          .formatted(address, patience.store().toMillis(), patience.lease().toMillis());
    }
  }

  SidecarFile(Path folder, Policy policy, Ports ports) {
    file = folder.resolve("sidecar.json");
    base = contract(folder, policy);
    base.withObject("/policy").put("generation", generation);
    base.withObject("/listener").put("port", ports.listener());
    base.withObject("/admin").put("port", ports.admin());
    base.withObject("/upstream").put("port", ports.app());
    put(secrets(folder).resolve("supabase/publishable-key"), "sb_publishable_of_the_faults");
    put(secrets(folder).resolve("session-keys/keys"), STORE_KEY);
    put(file, base.toString());
  }

  Path path() {
    return file;
  }

  /// The generation of the last usable content.
  long generation() {
    return generation;
  }

  /// Replaces the content by the original with changes, as another generation.
  void edit(Consumer<ObjectNode> change) {
    generation++;
    var edited = base.deepCopy();
    edited.withObject("/policy").put("generation", generation);
    change.accept(edited);
    put(file, edited.toString());
  }

  /// Replaces the content by something else.
  void spoil(String content) {
    put(file, content);
  }

  private static ObjectNode contract(Path folder, Policy policy) {
    var placement = Placement.laptop(secrets(folder).toAbsolutePath());
    return switch (Translation.ofManifest(policy.manifest(), placement)) {
      case Translation.Usable(var config, List<String> _) ->
          Json.read(SidecarConfigWriter.write(config));
      case Translation.Refused(var problems) ->
          throw new IllegalArgumentException("the policy of the faults: " + problems);
    };
  }

  private static Path secrets(Path folder) {
    return folder.resolve("secrets");
  }

  /// At once, as a mounted ConfigMap is swapped.
  private static void put(Path path, String content) {
    try {
      Files.createDirectories(path.resolveSibling(""));
      var next = Files.writeString(path.resolveSibling(path.getFileName() + ".next"), content);
      Files.move(next, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
