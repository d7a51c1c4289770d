package dev.sessionkeeper.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/// One object of a configuration while it is read: hands out typed members and keeps what is wrong.
///
/// A member that is missing or wrong is reported and replaced by a placeholder of its type, so that
/// the walk goes on and finds the other problems; the result is thrown away then.
final class ConfigNode {
  private final JsonNode node;
  private final String path;
  private final Findings findings;
  private final Set<String> asked = new HashSet<>();

  ConfigNode(JsonNode node, String path, Findings findings) {
    this.node = node;
    this.path = path;
    this.findings = findings;
    if (!node.isObject()) {
      findings.problem(path.isEmpty() ? "(root)" : path, "an object", Problem.shown(node));
    }
  }

  ConfigNode object(String name) {
    var member = member(name);
    if (member.isMissingNode()) {
      findings.problem(pathOf(name), "an object", Problem.shown(member));
    }
    return new ConfigNode(
        member.isMissingNode() ? new ObjectNode(null) : member,
        pathOf(name),
        member.isMissingNode() ? new Findings() : findings);
  }

  <T> List<T> objects(String name, Function<ConfigNode, T> reader) {
    var member = member(name);
    if (!member.isArray()) {
      findings.problem(pathOf(name), "an array of objects", Problem.shown(member));
      return List.of();
    }
    return IntStream.range(0, member.size())
        .mapToObj(
            i -> {
              var item = new ConfigNode(member.get(i), pathOf(name) + "[" + i + "]", findings);
              var value = reader.apply(item);
              item.reportUnknown();
              return value;
            })
        .toList();
  }

  List<String> texts(String name, String expected, Predicate<String> accepted) {
    var member = member(name);
    if (!member.isArray()) {
      findings.problem(pathOf(name), "an array of texts", Problem.shown(member));
      return List.of();
    }
    for (var i = 0; i < member.size(); i++) {
      if (!member.get(i).isTextual() || !accepted.test(member.get(i).textValue())) {
        findings.problem(pathOf(name) + "[" + i + "]", expected, Problem.shown(member.get(i)));
      }
    }
    return IntStream.range(0, member.size()).mapToObj(i -> member.get(i).asText()).toList();
  }

  String text(String name, String expected, Predicate<String> accepted) {
    return convert(
        name,
        expected,
        "",
        member -> Optional.ofNullable(member.textValue()).filter(text -> accepted.test(text)));
  }

  /// As `text`, but what was found is never shown, as it may be a secret in the wrong place.
  String confidentialText(String name, String expected, Predicate<String> accepted) {
    var member = member(name);
    var text = member.textValue();
    if (text == null || !accepted.test(text)) {
      findings.problem(
          pathOf(name), expected, member.isMissingNode() ? "nothing" : "a value that is not shown");
      return "";
    }
    return text;
  }

  /// The path of a file with a secret, accepted only if it is no secret itself.
  String secretFile(String name, Predicate<String> accepted) {
    return confidentialText(
        name,
        "the path of a file that holds the secret",
        text -> accepted.test(text) && !ValueRules.looksLikeSecret(text));
  }

  boolean flag(String name) {
    return convert(
        name,
        "true or false",
        false,
        member -> member.isBoolean() ? Optional.of(member.booleanValue()) : Optional.empty());
  }

  int number(String name, int least, int most) {
    return convert(
        name,
        "a whole number from " + least + " to " + most,
        least,
        member ->
            member.isIntegralNumber() && member.canConvertToInt()
                ? Optional.of(member.intValue()).filter(n -> n >= least && n <= most)
                : Optional.empty());
  }

  Duration duration(String name, Duration least, Duration most) {
    return convert(
        name,
        "a duration from "
            + DurationText.of(least)
            + " to "
            + DurationText.of(most)
            + ", such as 90s or 1h30m",
        least,
        member ->
            Optional.ofNullable(member.textValue())
                .flatMap(DurationText::parse)
                .filter(d -> d.compareTo(least) >= 0 && d.compareTo(most) <= 0));
  }

  <E extends Enum<E>> E choice(String name, Class<E> type) {
    return convert(
        name,
        Spelling.all(type),
        type.getEnumConstants()[0],
        member ->
            Optional.ofNullable(member.textValue()).flatMap(text -> Spelling.read(type, text)));
  }

  URI httpUrl(String name) {
    return convert(
        name,
        "an http or https URL with a host, such as https://abcdefghijklmnopqrst.supabase.co",
        URI.create("http://localhost"),
        member -> Optional.ofNullable(member.textValue()).flatMap(ConfigNode::parseUrl));
  }

  /// Notes every member that was never asked for; call it once all others were read.
  void reportUnknown() {
    node.fieldNames()
        .forEachRemaining(
            name -> {
              if (!asked.contains(name)) {
                findings.ignored(pathOf(name));
              }
            });
  }

  private static Optional<URI> parseUrl(String text) {
    try {
      var url = new URI(text);
      var scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
      var usable =
          Set.of("http", "https").contains(scheme)
              && ValueRules.authority(url.getRawAuthority())
              && url.getQuery() == null
              && url.getFragment() == null;
      return usable ? Optional.of(url) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private <T> T convert(
      String name, String expected, T placeholder, Function<JsonNode, Optional<T>> reader) {
    var member = member(name);
    var value = reader.apply(member);
    if (value.isEmpty()) {
      findings.problem(pathOf(name), expected, Problem.shown(member));
    }
    return value.orElse(placeholder);
  }

  private JsonNode member(String name) {
    asked.add(name);
    var member = node.get(name);
    return member == null ? MissingNode.getInstance() : member;
  }

  private String pathOf(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
