package dev.sessionkeeper.policy;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sessionkeeper.policy.schema.Field;
import dev.sessionkeeper.policy.schema.Patterns;
import dev.sessionkeeper.policy.schema.Rule;
import java.util.List;
import java.util.Map;

/// Selects pods by their labels; all requirements must hold.
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@Rule(
    value =
        "(has(self.matchLabels) && size(self.matchLabels) > 0) || (has(self.matchExpressions) && size(self.matchExpressions) > 0)",
    message =
        "an empty selector would take every pod of the namespace: name a label of the application's pods, such as matchLabels: {app: web}")
public record LabelSelector(
    @Field(
            value = "Labels that a pod must have, with these values.",
            pattern = Patterns.LABEL_VALUE,
            maxLength = 63,
            each = "The value that the label of this name has to have.",
            maxItems = 32)
        Map<String, String> matchLabels,
    @Field(
            value = "Requirements on labels beyond equality.",
            each = "A demand on one label.",
            maxItems = 32)
        List<Requirement> matchExpressions) {

  public LabelSelector {
    matchLabels = Copies.of(matchLabels);
    matchExpressions = Copies.of(matchExpressions);
  }

  /// One requirement on one label.
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Rule(
      value =
          "self.operator in ['In', 'NotIn'] ? has(self.values) && size(self.values) > 0 : !has(self.values) || size(self.values) == 0",
      message = "operators In and NotIn need values; Exists and DoesNotExist take none")
  public record Requirement(
      @Field(
              value = "The key of the label.",
              required = true,
              pattern = Patterns.LABEL_KEY,
              maxLength = 317)
          String key,
      @Field(value = "How the label's value relates to values.", required = true) Operator operator,
      @Field(
              value = "The values; for In and NotIn.",
              pattern = Patterns.LABEL_VALUE,
              maxLength = 63,
              each = "A value of the label.",
              maxItems = 100)
          List<String> values) {

    public Requirement {
      values = Copies.of(values);
    }
  }

  /// How a label's value relates to the values of a requirement.
  public enum Operator {
    @JsonProperty("In")
    IN,
    @JsonProperty("NotIn")
    NOT_IN,
    @JsonProperty("Exists")
    EXISTS,
    @JsonProperty("DoesNotExist")
    DOES_NOT_EXIST
  }
}
