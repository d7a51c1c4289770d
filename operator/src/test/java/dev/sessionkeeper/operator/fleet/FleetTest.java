package dev.sessionkeeper.operator.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.operator.policy.KnownPolicy;
import dev.sessionkeeper.operator.policy.Selector;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FleetTest {
  private static final PolicyKey WEB = new PolicyKey("shop", "web");
  private static final PolicyKey API = new PolicyKey("shop", "api");

  private final Fleet fleet = new Fleet();

  @Test
  void aPodAffectsThePoliciesThatSelectIt() {
    fleet.put(policy("web"));
    fleet.put(policy("api"));

    assertThat(fleet.put(Pods.naked("a"))).containsExactly(WEB);
    assertThat(fleet.pods(WEB)).containsExactly(Pods.naked("a"));
    assertThat(fleet.pods(API)).isEmpty();
  }

  @Test
  void anEventThatSaysNothingNewAffectsNobody() {
    fleet.put(policy("web"));
    fleet.put(Pods.naked("a"));

    assertThat(fleet.put(Pods.naked("a"))).isEmpty();
  }

  @Test
  void aPolicyFindsThePodsThatWereThereBefore() {
    fleet.put(Pods.naked("a"));

    fleet.put(policy("web"));

    assertThat(fleet.pods(WEB)).hasSize(1);
  }

  @Test
  void aPodThatChangesItsLabelsLeavesOnePolicyForAnother() {
    fleet.put(policy("web"));
    fleet.put(policy("api"));
    fleet.put(Pods.naked("a"));

    var affected = fleet.put(Pods.labelled("a", Map.of("app", "api")));

    assertThat(affected).containsExactlyInAnyOrder(WEB, API);
    assertThat(fleet.pods(WEB)).isEmpty();
    assertThat(fleet.pods(API)).hasSize(1);
  }

  /// Else it would count as one without sidecar, and an alert would never end.
  @Test
  void aPodThatOptedOutIsSelectedByNoPolicy() {
    fleet.put(policy("web"));
    var pod = Pods.labelled("a", Map.of("app", "web", "sessionkeeper.dev/inject", "false"));

    assertThat(fleet.put(pod)).isEmpty();
    assertThat(fleet.selects(WEB, pod)).isFalse();
    assertThat(fleet.selects(WEB, Pods.labelled("a", Map.of("app", "web")))).isTrue();
  }

  @Test
  void anInjectedPodStaysWithItsPolicyWhateverThatSelectsNow() {
    fleet.put(Pods.injected("a"));
    fleet.put(new KnownPolicy("shop", "web", selector("other"), Pods.ACCEPTED));

    assertThat(fleet.pods(WEB)).hasSize(1);
    assertThat(fleet.selects(WEB, Pods.injected("a"))).isFalse();
  }

  @Test
  void aRemovedPodIsForgottenWithItsReport() {
    fleet.put(policy("web"));
    var pod = Pods.injected("a");
    fleet.put(pod);
    assertThat(fleet.report(pod, Pods.following(1))).containsExactly(WEB);
    assertThat(fleet.report(pod, Pods.following(1))).isEmpty();

    assertThat(fleet.remove("shop", "a")).containsExactly(WEB);

    assertThat(fleet.report(pod)).isEmpty();
    assertThat(fleet.report(pod, Pods.following(2))).isEmpty();
    assertThat(fleet.size()).isZero();
  }

  @Test
  void aRemovedPolicyHasNoPods() {
    fleet.put(policy("web"));
    fleet.put(Pods.naked("a"));

    fleet.remove(WEB);

    assertThat(fleet.pods(WEB)).isEmpty();
  }

  /// O13: a thousand policies in one namespace, ten thousand pods; the bound is generous, the cost
  /// of listing the fleet for each event would be a hundred times above it.
  @Test
  void anEventCostsItsOwnPoliciesAndNotTheFleet() {
    for (var i = 0; i < 1_000; i++) {
      fleet.put(new KnownPolicy("shop", "p" + i, selector("app-" + i), Pods.ACCEPTED));
    }
    for (var i = 0; i < 10_000; i++) {
      fleet.put(Pods.labelled("pod-" + i, Map.of("app", "app-" + i % 1_000)));
    }
    var began = System.nanoTime();

    for (var i = 0; i < 1_000; i++) {
      fleet.put(Pods.labelled("pod-" + i, Map.of("app", "app-" + i, "changed", "yes")));
      assertThat(fleet.pods(new PolicyKey("shop", "p" + i))).hasSize(10);
    }

    assertThat((System.nanoTime() - began) / 1_000_000).isLessThan(5_000);
  }

  private static KnownPolicy policy(String app) {
    return new KnownPolicy("shop", app, selector(app), Pods.ACCEPTED);
  }

  private static Selector selector(String app) {
    return new Selector(Map.of("app", app), List.of());
  }
}
