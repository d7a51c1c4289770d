package dev.sessionkeeper.operator.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.operator.policy.Selector.Expression;
import dev.sessionkeeper.operator.policy.Selector.Operator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyIndexTest {
  private static final Terms BAD = new Terms.Unaccepted("Invalid", "it is bad");

  private final PolicyIndex index = new PolicyIndex();

  @Test
  void aPodIsMatchedInItsOwnNamespaceOnly() {
    index.put(policy("web", "web"));

    assertThat(index.match("shop", Map.of("app", "web"))).isInstanceOf(PolicyMatch.One.class);
    assertThat(index.match("other", Map.of("app", "web"))).isEqualTo(new PolicyMatch.None());
    assertThat(index.match("shop", Map.of("app", "api"))).isEqualTo(new PolicyMatch.None());
  }

  @Test
  @DisplayName("O4 two policies are named in order")
  void twoPoliciesAreNamedInOrder() {
    index.put(policy("zeta", "web"));
    index.put(policy("alpha", "web"));

    assertThat(index.match("shop", Map.of("app", "web")))
        .isEqualTo(new PolicyMatch.Ambiguous(List.of("alpha", "zeta")));
  }

  @Test
  void aRemovedPolicyMatchesNothing() {
    index.put(policy("web", "web"));
    index.remove("shop", "web");

    assertThat(index.match("shop", Map.of("app", "web"))).isEqualTo(new PolicyMatch.None());
    assertThat(index.size()).isZero();
  }

  @Test
  @DisplayName("O11 a bad edit keeps the terms before it and takes the selector")
  void aBadEditKeepsTheTermsBeforeItAndTakesTheSelector() {
    var good = new Terms.Accepted(AnyInjection.OF_WEB);
    index.put(new KnownPolicy("shop", "web", selector("web"), good));

    index.put(new KnownPolicy("shop", "web", selector("api"), BAD));

    assertThat(index.in("shop"))
        .containsExactly(new KnownPolicy("shop", "web", selector("api"), good));
  }

  @ParameterizedTest
  @CsvSource({
    "IN, prod, true",
    "IN, test, false",
    "IN, , false",
    "NOT_IN, prod, false",
    "NOT_IN, test, true",
    "NOT_IN, , true",
    "EXISTS, prod, true",
    "EXISTS, , false",
    "DOES_NOT_EXIST, prod, false",
    "DOES_NOT_EXIST, , true",
  })
  void expressionsHoldAsInKubernetes(Operator operator, String value, boolean holds) {
    var selector =
        new Selector(Map.of(), List.of(new Expression("stage", operator, List.of("prod"))));

    var labels = value == null ? Map.<String, String>of() : Map.of("stage", value);

    assertThat(selector.matches(labels)).isEqualTo(holds);
  }

  @Test
  void labelsAndExpressionsMustAllHold() {
    var both =
        new Selector(
            Map.of("app", "web"), List.of(new Expression("stage", Operator.EXISTS, List.of())));

    assertThat(both.matches(Map.of("app", "web", "stage", "x"))).isTrue();
    assertThat(both.matches(Map.of("app", "web"))).isFalse();
    assertThat(both.matches(Map.of("stage", "x"))).isFalse();
  }

  private static KnownPolicy policy(String name, String app) {
    return new KnownPolicy("shop", name, selector(app), BAD);
  }

  private static Selector selector(String app) {
    return new Selector(Map.of("app", app), List.of());
  }
}
