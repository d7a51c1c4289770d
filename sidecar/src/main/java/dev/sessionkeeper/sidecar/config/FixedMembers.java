package dev.sessionkeeper.sidecar.config;

import dev.sessionkeeper.contract.SidecarConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/// The members that a running sidecar cannot change: the sockets that it has opened.
final class FixedMembers {
  private static final List<Member> ALL =
      List.of(
          new Member("listener.host", config -> config.listener().host()),
          new Member("listener.port", config -> config.listener().port()),
          new Member("listener.maxHeaderBytes", config -> config.listener().maxHeaderBytes()),
          new Member("listener.idleTimeout", config -> config.listener().idleTimeout()),
          new Member(
              "listener.webSocketIdleTimeout", config -> config.listener().webSocketIdleTimeout()),
          new Member("listener.h2c", config -> config.listener().h2c()),
          new Member("admin.host", config -> config.admin().host()),
          new Member("admin.port", config -> config.admin().port()));

  private record Member(String path, Function<SidecarConfig, Object> value) {}

  private FixedMembers() {}

  /// The paths of all fixed members.
  static List<String> paths() {
    return ALL.stream().map(Member::path).toList();
  }

  /// The fixed members in which two configurations differ.
  static List<String> changed(SidecarConfig before, SidecarConfig after) {
    var changed = new ArrayList<String>();
    for (var member : ALL) {
      if (!Objects.equals(member.value().apply(before), member.value().apply(after))) {
        changed.add(member.path());
      }
    }
    return changed;
  }
}
