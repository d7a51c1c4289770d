package dev.sessionkeeper.operator.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.operator.policy.KnownPolicy;
import dev.sessionkeeper.operator.policy.Selector;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
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

  /// Pods that a policy injected name it for as long as they live.
  @Test
  @DisplayName("O11 pods of a policy that is gone count for the one that took its place")
  void podsOfAPolicyThatIsGoneCountForTheOneThatTookItsPlace() {
    var successor = new PolicyKey("shop", "successor");
    fleet.put(policy("web"));
    fleet.put(Pods.injected("a"));
    fleet.put(Pods.injected("b"));
    fleet.remove(WEB);
    fleet.put(new KnownPolicy("shop", "successor", selector("web"), Pods.ACCEPTED));

    fleet.put(Pods.outdated("a", Pods.owner("one")));
    fleet.remove("shop", "b");

    assertThat(fleet.pods(successor)).map(PodFacts::name).containsExactly("a");
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

  /// A thousand policies and ten thousand pods in one namespace.
  @Test
  @DisplayName("O13 an event costs its own policies and not the fleet")
  void anEventCostsItsOwnPoliciesAndNotTheFleet() {
    var pods = new WalkCountingPods();
    var large = new Fleet(new HashMap<>(Map.of("shop", pods)));
    for (var i = 0; i < 1_000; i++) {
      large.put(new KnownPolicy("shop", "p" + i, selector("app-" + i), Pods.ACCEPTED));
    }
    for (var i = 0; i < 10_000; i++) {
      large.put(Pods.labelled("pod-" + i, Map.of("app", "app-" + i % 1_000)));
    }
    pods.startAnew();

    var affected = large.put(Pods.labelled("pod-7", Map.of("app", "app-7", "changed", "yes")));
    affected.forEach(policy -> assertThat(large.pods(policy)).hasSize(10));

    assertThat(affected).containsExactly(new PolicyKey("shop", "p7"));
    assertThat(pods.walked()).isZero();
    assertThat(pods.lookedUp()).isEqualTo(1 + 10);
  }

  @Test
  void anotherSelectorIsCountedAnewAndTheSameOneIsNot() {
    var pods = new WalkCountingPods();
    var large = new Fleet(new HashMap<>(Map.of("shop", pods)));
    large.put(policy("web"));
    large.put(Pods.naked("a"));
    pods.startAnew();

    large.put(policy("web"));

    assertThat(pods.walked()).isZero();
    large.put(new KnownPolicy("shop", "web", selector("api"), Pods.ACCEPTED));
    assertThat(pods.walked()).isEqualTo(1);
    assertThat(large.pods(WEB)).isEmpty();
  }

  @Test
  void aPodThatEndsIsKnownAndCountsNoMore() {
    fleet.put(policy("web"));
    fleet.put(Pods.naked("b"));
    fleet.put(Pods.naked("a"));

    fleet.put(Pods.living("a", PodFacts.Life.GONE));

    assertThat(fleet.pods(WEB)).containsExactly(Pods.naked("b"));
    assertThat(fleet.pod("shop", "a")).contains(Pods.living("a", PodFacts.Life.GONE));
    assertThat(fleet.size()).isEqualTo(2);
  }

  @Test
  void podsOfAPolicyAreInTheOrderOfTheirNames() {
    fleet.put(policy("web"));
    List.of("c", "a", "d", "b").forEach(name -> fleet.put(Pods.naked(name)));

    assertThat(fleet.pods(WEB)).extracting(PodFacts::name).containsExactly("a", "b", "c", "d");
  }

  @Test
  void aReportOfAnEarlierPodOfTheNameIsNoNews() {
    fleet.put(policy("web"));
    fleet.put(Pods.injected("a"));

    assertThat(fleet.report(Pods.reborn(Pods.injected("a")), Pods.following(1))).isEmpty();
    assertThat(fleet.report(Pods.injected("a"))).isEmpty();
  }

  @Test
  void whatIsNotKnownIsGoneWithoutANote() {
    assertThat(fleet.remove("shop", "a")).isEmpty();
    assertThat(fleet.pod("shop", "a")).isEmpty();
    assertThat(fleet.selects(WEB, Pods.naked("a"))).isFalse();
    fleet.put(policy("web"));
    assertThat(fleet.selects(WEB, Pods.naked("a"))).isTrue();
  }

  private static KnownPolicy policy(String app) {
    return new KnownPolicy("shop", app, selector(app), Pods.ACCEPTED);
  }

  private static Selector selector(String app) {
    return new Selector(Map.of("app", app), List.of());
  }
}
