package dev.sessionkeeper.operator.fleet;

import java.util.List;

/// What a sidecar said of itself.
///
/// @param generation of the policy that it follows
/// @param reasons what is not as it should be
/// @param refreshed requests that got a refreshed session, since the sidecar started or lately: see
///     [RecentRefreshes]
/// @param unavailable requests that needed one and got no answer
public record SidecarReport(
    String version,
    long generation,
    List<PodFacts.Trouble> reasons,
    long refreshed,
    long unavailable) {

  public SidecarReport {
    reasons = List.copyOf(reasons);
  }
}
