package dev.sessionkeeper.operator.fleet;

import dev.sessionkeeper.operator.policy.AnyInjection;
import dev.sessionkeeper.operator.policy.Terms;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Pods of the policy `web` in the namespace `shop`, and pictures of them.
final class Pods {
  static final Terms ACCEPTED = new Terms.Accepted(AnyInjection.OF_WEB);
  static final PodFacts.Owner DEPLOYMENT = owner("web");
  static final Instant CREATED = Instant.parse("2026-11-01T09:00:00Z");

  private Pods() {}

  static PodFacts.Owner owner(String name) {
    return new PodFacts.Owner("apps/v1", "ReplicaSet", name, "uid-of-" + name);
  }

  static PodFacts injected(String name) {
    return pod(name, Optional.of(AnyInjection.OF_WEB.shape()), Optional.empty(), DEPLOYMENT);
  }

  static PodFacts outdated(String name, PodFacts.Owner owner) {
    return pod(name, Optional.of("0123456789abcdef"), Optional.empty(), owner);
  }

  static PodFacts naked(String name) {
    return pod(name, Optional.empty(), Optional.empty(), DEPLOYMENT);
  }

  static PodFacts hindered(String name) {
    var obstacle = new PodFacts.Trouble("HostNetwork", "the pod uses the node's network");
    return pod(name, Optional.empty(), Optional.of(obstacle), DEPLOYMENT);
  }

  static PodFacts labelled(String name, Map<String, String> labels) {
    var pod = naked(name);
    return changed(pod, pod.uid(), labels, pod.life(), pod.trouble(), pod.owner());
  }

  static PodFacts living(String name, PodFacts.Life life) {
    var pod = naked(name);
    return changed(pod, pod.uid(), pod.labels(), life, pod.trouble(), pod.owner());
  }

  static PodFacts troubled(String name, PodFacts.Trouble trouble) {
    var pod = injected(name);
    return changed(pod, pod.uid(), pod.labels(), pod.life(), Optional.of(trouble), pod.owner());
  }

  static PodFacts bare(String name) {
    var pod = naked(name);
    return changed(pod, pod.uid(), pod.labels(), pod.life(), pod.trouble(), Optional.empty());
  }

  /// An injected pod with ports of its node.
  static PodFacts onNode(String name, Map<Integer, Integer> hostPorts) {
    var pod = injected(name);
    return new PodFacts(
        pod.namespace(),
        pod.name(),
        pod.uid(),
        pod.created(),
        pod.labels(),
        pod.policy(),
        pod.shape(),
        pod.configGeneration(),
        pod.life(),
        pod.address(),
        pod.ports(),
        hostPorts,
        pod.trouble(),
        pod.obstacle(),
        pod.owner());
  }

  /// A later pod of the same name.
  static PodFacts reborn(PodFacts pod) {
    return changed(pod, pod.uid() + "-2", pod.labels(), pod.life(), pod.trouble(), pod.owner());
  }

  static PodFacts created(PodFacts pod, Instant time) {
    return changed(pod, pod.uid(), time, pod.labels(), pod.life(), pod.trouble(), pod.owner());
  }

  private static PodFacts changed(
      PodFacts pod,
      String uid,
      Map<String, String> labels,
      PodFacts.Life life,
      Optional<PodFacts.Trouble> trouble,
      Optional<PodFacts.Owner> owner) {
    return changed(pod, uid, pod.created(), labels, life, trouble, owner);
  }

  private static PodFacts changed(
      PodFacts pod,
      String uid,
      Instant created,
      Map<String, String> labels,
      PodFacts.Life life,
      Optional<PodFacts.Trouble> trouble,
      Optional<PodFacts.Owner> owner) {
    return new PodFacts(
        pod.namespace(),
        pod.name(),
        uid,
        created,
        labels,
        pod.policy(),
        pod.shape(),
        pod.configGeneration(),
        life,
        pod.address(),
        pod.ports(),
        pod.hostPorts(),
        trouble,
        pod.obstacle(),
        owner);
  }

  static Picture picture(PodFacts... pods) {
    return new Picture(
        4,
        ACCEPTED,
        List.of(pods),
        List.of(),
        Map.of(),
        Optional.of(new Coverage.Covered("all")),
        Optional.empty());
  }

  static Picture refusing(RefusedPod refused, PodFacts... pods) {
    return new Picture(
        4, ACCEPTED, List.of(pods), List.of(), Map.of(), Optional.empty(), Optional.of(refused));
  }

  static Picture reporting(Map<PodFacts, SidecarReport> said) {
    var reports = new HashMap<String, SidecarReport>();
    said.forEach((pod, report) -> reports.put(pod.uid(), report));
    return new Picture(
        4,
        ACCEPTED,
        new ArrayList<>(said.keySet()),
        List.of(),
        reports,
        Optional.of(new Coverage.Covered("all")),
        Optional.empty());
  }

  static SidecarReport following(long generation) {
    return new SidecarReport("0.1.0", generation, List.of(), 100, 0);
  }

  static SidecarReport failing(long refreshed, long unavailable) {
    return new SidecarReport("0.1.0", 4, List.of(), refreshed, unavailable);
  }

  private static PodFacts pod(
      String name,
      Optional<String> shape,
      Optional<PodFacts.Trouble> obstacle,
      PodFacts.Owner owner) {
    return new PodFacts(
        "shop",
        name,
        "uid-of-" + name,
        CREATED,
        Map.of("app", "web"),
        shape.map(_ -> "web"),
        shape,
        4,
        PodFacts.Life.RUNNING,
        Optional.of("10.0.0.1"),
        Map.of("http", 3000, "direct", 13000),
        Map.of(),
        Optional.empty(),
        obstacle,
        Optional.of(owner));
  }
}
