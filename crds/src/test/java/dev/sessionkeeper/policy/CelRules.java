package dev.sessionkeeper.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.SimpleType;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Evaluates the CEL rules of a schema on a value with defaults, as an API server does.
///
/// The one function of Kubernetes that CEL itself lacks, `isCIDR`, is bound to a check of the form.
public final class CelRules {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_LONG_FOR_INTS);
  private static final Cel CEL =
      CelFactory.standardCelBuilder()
          .setOptions(CelOptions.current().build())
          .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
          .addVar("self", SimpleType.DYN)
          .addCompilerLibraries(CelExtensions.strings())
          .addRuntimeLibraries(CelExtensions.strings())
          .addFunctionDeclarations(
              CelFunctionDecl.newFunctionDeclaration(
                  "isCIDR",
                  CelOverloadDecl.newGlobalOverload("is_cidr", SimpleType.BOOL, SimpleType.STRING)))
          .addFunctionBindings(CelFunctionBinding.from("is_cidr", String.class, CelRules::isCidr))
          .build();

  private static final Map<String, CelRuntime.Program> PROGRAMS = new ConcurrentHashMap<>();

  private final List<String> broken = new ArrayList<>();

  private CelRules() {}

  /// The messages of the rules that a value breaks, each behind the path of its field.
  public static List<String> brokenBy(JsonNode value, JsonNode schema, String path) {
    var rules = new CelRules();
    rules.walk(value, schema, path);
    return rules.broken;
  }

  private void walk(JsonNode value, JsonNode schema, String path) {
    schema
        .path("x-kubernetes-validations")
        .forEach(
            rule -> {
              if (!holds(rule.path("rule").asText(), value)) {
                broken.add(path + ": " + rule.path("message").asText());
              }
            });
    for (var member : value.properties()) {
      var known = schema.path("properties").path(member.getKey());
      walk(member.getValue(), known, path + "." + member.getKey());
    }
    if (value.isArray()) {
      for (var i = 0; i < value.size(); i++) {
        walk(value.get(i), schema.path("items"), path + "[" + i + "]");
      }
    }
  }

  static boolean holds(String rule, JsonNode self) {
    try {
      return (Boolean) program(rule).eval(Map.of("self", JSON.treeToValue(self, Object.class)));
    } catch (CelValidationException | CelEvaluationException | JsonProcessingException e) {
      throw new AssertionError("the rule " + rule, e);
    }
  }

  private static CelRuntime.Program program(String rule)
      throws CelValidationException, CelEvaluationException {
    var known = PROGRAMS.get(rule);
    if (known != null) {
      return known;
    }
    var program = CEL.createProgram(CEL.compile(rule).getAst());
    PROGRAMS.put(rule, program);
    return program;
  }

  private static boolean isCidr(String text) {
    return text.matches("[0-9a-f.:]+/[0-9]{1,3}");
  }
}
