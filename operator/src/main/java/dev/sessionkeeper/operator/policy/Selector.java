package dev.sessionkeeper.operator.policy;

import java.util.List;
import java.util.Map;

/// A label selector; an empty one selects every pod. Source: Kubernetes `LabelSelector`.
///
/// @param matchLabels all must be there with that value
/// @param expressions all must hold
public record Selector(Map<String, String> matchLabels, List<Expression> expressions) {

  public Selector {
    matchLabels = Map.copyOf(matchLabels);
    expressions = List.copyOf(expressions);
  }

  /// Whether it selects an object with these labels.
  public boolean matches(Map<String, String> labels) {
    return labels.entrySet().containsAll(matchLabels.entrySet())
        && expressions.stream().allMatch(expression -> expression.holds(labels));
  }

  /// A condition on one label.
  ///
  /// @param values empty for `EXISTS` and `DOES_NOT_EXIST`
  public record Expression(String key, Operator operator, List<String> values) {

    public Expression {
      values = List.copyOf(values);
    }

    boolean holds(Map<String, String> labels) {
      var value = labels.get(key);
      return switch (operator) {
        case IN -> value != null && values.contains(value);
        // An absent label is not in any list.
        case NOT_IN -> value == null || !values.contains(value);
        case EXISTS -> value != null;
        case DOES_NOT_EXIST -> value == null;
      };
    }
  }

  /// How a label is compared.
  public enum Operator {
    IN("In"),
    NOT_IN("NotIn"),
    EXISTS("Exists"),
    DOES_NOT_EXIST("DoesNotExist");

    private final String spelling;

    Operator(String spelling) {
      this.spelling = spelling;
    }

    /// As Kubernetes writes it.
    public String spelling() {
      return spelling;
    }
  }
}
