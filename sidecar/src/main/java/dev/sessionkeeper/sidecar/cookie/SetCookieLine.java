package dev.sessionkeeper.sidecar.cookie;

import dev.sessionkeeper.contract.CookiesConfig.SameSite;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A `Set-Cookie` line that the application wrote, taken apart without changing it.
///
/// @param text the line as it came
/// @param name the cookie's name
/// @param attributes the texts between semicolons behind the value, white space included
public record SetCookieLine(String text, String name, List<String> attributes) {

  private static final Pattern AGE = Pattern.compile("-?[0-9]++");
  private static final Pattern NO_AGE = Pattern.compile("-.*|0++");
  private static final Pattern PAST =
      Pattern.compile("\\b(?:19[0-9]{2}|20[01][0-9])\\b|-[7-9][0-9]\\b");

  /// Which cookie of a browser a line writes. Source: RFC 6265bis section 5.7.
  ///
  /// @param domain in lower case, without a leading dot; empty for the host alone
  public record Identity(String name, String domain, String path) {}

  public SetCookieLine {
    attributes = List.copyOf(attributes);
  }

  /// Takes a line apart. A line without `=` writes a cookie without name.
  public static SetCookieLine parse(String text) {
    var parts = text.split(";", -1);
    var equals = parts[0].indexOf('=');
    var name = equals < 0 ? "" : parts[0].substring(0, equals);
    return new SetCookieLine(text, name.strip(), List.of(parts).subList(1, parts.length));
  }

  /// Name and value as a `Cookie` header would carry them.
  public String pair() {
    var end = text.indexOf(';');
    return (end < 0 ? text : text.substring(0, end)).strip();
  }

  /// Which cookie this line writes.
  public Identity identity() {
    var domain = last("domain").orElse("").toLowerCase(Locale.ROOT);
    var path = last("path").filter(value -> value.startsWith("/")).orElse("/");
    return new Identity(name, domain.startsWith(".") ? domain.substring(1) : domain, path);
  }

  /// Whether the browser drops the cookie because of this line: its age is none, or its end lies
  /// before this project began.
  public boolean deletes() {
    var age = last("max-age").filter(value -> AGE.matcher(value).matches());
    return age.isPresent()
        ? NO_AGE.matcher(age.get()).matches()
        : last("expires").filter(date -> PAST.matcher(date).find()).isPresent();
  }

  /// The line with the attributes that a policy demands of session cookies.
  public String hardened(CookieAttributes policy) {
    return hardened(Demand.of(policy));
  }

  /// The line with the attributes that are demanded; scope, lifetime and everything unknown stay as
  /// they are. A stricter `SameSite` of the application stays too.
  String hardened(Demand demand) {
    var weaker = demand.sameSite().filter(this::isWeakerThan);
    var line = new StringBuilder(weaker.isPresent() ? textWithout(Set.of("samesite")) : text);
    append(line, demand.httpOnly(), "HttpOnly");
    append(line, demand.secure(), "Secure");
    append(line, demand.partitioned(), "Partitioned");
    weaker.ifPresent(least -> line.append("; SameSite=").append(CookieAttributes.spelling(least)));
    return line.toString();
  }

  private boolean isWeakerThan(SameSite least) {
    return sameSite().filter(own -> own.compareTo(least) <= 0).isEmpty();
  }

  /// The line for a cookie whose name has something before it.
  public String prefixed(String prefix) {
    return prefix + text.stripLeading();
  }

  /// The line for the cookie of the host alone and all of its paths.
  public SetCookieLine atRootOfHost() {
    return last("domain").isEmpty() && last("path").filter("/"::equals).isPresent()
        ? this
        : parse(textWithout(Set.of("domain", "path")) + "; Path=/");
  }

  private void append(StringBuilder line, boolean demanded, String attribute) {
    if (demanded && last(attribute.toLowerCase(Locale.ROOT)).isEmpty()) {
      line.append("; ").append(attribute);
    }
  }

  private String textWithout(Set<String> names) {
    var kept = attributes.stream().filter(attribute -> !names.contains(nameOf(attribute)));
    var end = text.indexOf(';');
    return (end < 0 ? text : text.substring(0, end))
        + kept.map(attribute -> ";" + attribute).collect(Collectors.joining());
  }

  /// The attribute, the strictest value being the least; empty if browsers would not know it.
  private Optional<SameSite> sameSite() {
    return last("samesite")
        .flatMap(
            value ->
                Arrays.stream(SameSite.values())
                    .filter(choice -> choice.name().equalsIgnoreCase(value))
                    .findFirst());
  }

  /// The value of an attribute; of several the last counts.
  private Optional<String> last(String lowerCaseName) {
    return attributes.stream()
        .filter(attribute -> nameOf(attribute).equals(lowerCaseName))
        .map(SetCookieLine::valueOf)
        .reduce((_, later) -> later);
  }

  private static String nameOf(String attribute) {
    var equals = attribute.indexOf('=');
    var name = equals < 0 ? attribute : attribute.substring(0, equals);
    return name.strip().toLowerCase(Locale.ROOT);
  }

  private static String valueOf(String attribute) {
    var equals = attribute.indexOf('=');
    return equals < 0 ? "" : attribute.substring(equals + 1).strip();
  }

  @Override
  public String toString() {
    return "SetCookieLine[" + name + "]";
  }
}
