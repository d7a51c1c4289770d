package dev.sessionkeeper.sidecar.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sessionkeeper.contract.CookiePrefix;
import dev.sessionkeeper.contract.CookieScope;
import dev.sessionkeeper.contract.CookiesConfig;
import dev.sessionkeeper.contract.CookiesConfig.Encoding;
import dev.sessionkeeper.contract.CookiesConfig.InvalidCookies;
import dev.sessionkeeper.contract.CookiesConfig.SameSite;
import dev.sessionkeeper.contract.UnprefixedCookies;
import dev.sessionkeeper.sidecar.cookie.CookieAttributes;
import dev.sessionkeeper.sidecar.cookie.CookieAttributes.Priority;
import dev.sessionkeeper.sidecar.cookie.CookieHeader;
import dev.sessionkeeper.sidecar.cookie.SetCookie;
import dev.sessionkeeper.sidecar.cookie.UriComponent;
import dev.sessionkeeper.sidecar.decision.BrowserLines;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every entry of the recording that concerns headers: what a browser sends and is told.
class RecordedCookiesTest {
  private static final Instant RECEIVED = Instant.ofEpochSecond(1_700_000_000);

  /// The library reads nothing from a header of one character, be it `=`.
  static Stream<JsonNode> parsed() {
    return SsrVectors.group("cookie_header_parse")
        .filter(entry -> entry.get("header").textValue().length() > 1);
  }

  /// The value of a header field never begins with a space.
  static Stream<JsonNode> received() {
    return parsed().filter(entry -> !entry.get("header").textValue().startsWith(" "));
  }

  static Stream<JsonNode> serialized() {
    return SsrVectors.group("set_cookie");
  }

  static Stream<JsonNode> writes() {
    return SsrVectors.group("write").filter(entry -> !SsrVectors.isMiscoded(entry));
  }

  static Stream<JsonNode> clearings() {
    return Stream.of(SsrVectors.value("clear_auth_cookies_at_scopes"))
        .filter(entry -> entry.has("set_all_calls"));
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("parsed")
  void aHeaderIsReadAsRecorded(JsonNode entry) {
    var header = CookieHeader.parse(entry.get("header").textValue());

    var first = new LinkedHashMap<String, String>();
    header.pairs().forEach(p -> p.decoded().ifPresent(v -> first.putIfAbsent(p.name(), v)));

    assertThat(first).isEqualTo(values(entry.get("ssr_parseCookieHeader")));
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("received")
  void aNameOnWhichReadersDifferIsSeen(JsonNode entry) {
    var header = CookieHeader.parse(entry.get("header").textValue());
    var first = values(entry.get("ssr_parseCookieHeader"));
    var last = values(entry.get("next_RequestCookies"));

    for (var name : header.pairs().stream().map(pair -> pair.name()).distinct().toList()) {
      var pairs = header.named(name::equals);
      var isAmbiguous = pairs.stream().distinct().count() > 1 || !pairs.getFirst().isPlain();
      if (!isAmbiguous) {
        assertThat(last.get(name)).as(name).isEqualTo(first.get(name));
      }
      if (pairs.getLast().isPlain()) {
        assertThat(pairs.getLast().decoded()).as(name).contains(last.get(name));
      }
    }
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("serialized")
  void aCookieIsSerializedAsRecorded(JsonNode entry) {
    var value = UriComponent.encode(entry.get("value").textValue()).orElseThrow();

    var cookie = cookie(entry.get("name").textValue(), value, entry.get("options"));

    assertThat(cookie.line()).isEqualTo(entry.get("ssr_serializeCookieHeader").textValue());
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("writes")
  void aBrowserIsToldWhatTheLibraryTellsIt(JsonNode entry) {
    var calls = calls(entry);
    var transition = transition(entry);

    var changes = transition.changes(attributes(entry.at("/options/cookieOptions")));

    assertThat(changes).containsExactlyElementsOf(calls);
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("writes")
  void aBrowserEndsWithTheRecordedCookies(JsonNode entry) {
    var attributes = attributes(entry.at("/options/cookieOptions"));
    var jar = new CookieJar();
    values(entry.get("request_cookies"))
        .forEach((name, value) -> jar.receive(List.of(sent(name, value, attributes))));

    jar.receive(transition(entry).changes(attributes).stream().map(SetCookie::line).toList());

    var after = new LinkedHashMap<String, String>();
    jar.valuesByName()
        .forEach((name, wire) -> after.put(name, UriComponent.decode(wire).orElse(wire)));
    assertThat(after).isEqualTo(values(entry.get("cookies_after")));
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("clearings")
  void otherScopesAreClearedAsRecorded(JsonNode entry) {
    var calls = calls(entry);
    var attributes = calls.getFirst().attributes();
    var scopes = calls.stream().map(SetCookie::attributes).distinct();
    var lines =
        browserLines(
            new CookieName(calls.getFirst().name().replaceAll("\\.[0-9]+$", "")),
            attributes,
            scopes.map(scope -> new CookieScope(scope.domain(), scope.path())).toList());
    var names = calls.stream().map(SetCookie::name).distinct().toList();
    var elsewhere = attributes.inScope("", "/elsewhere");
    var signOut = names.stream().map(name -> SetCookie.delete(name, elsewhere).line()).toList();

    var leaving = lines.of(signOut, CookieHeader.parse(String.join("=x; ", names)));

    assertThat(leaving)
        .endsWith(signOut.toArray(String[]::new))
        .hasSize(calls.size() + signOut.size())
        .containsAll(calls.stream().map(SetCookie::line).toList());
  }

  private static BrowserLines browserLines(
      CookieName name, CookieAttributes attributes, List<CookieScope> alsoClear) {
    var cookies =
        new CookiesConfig(
            attributes.httpOnly(),
            attributes.secure(),
            attributes.sameSite(),
            attributes.path(),
            attributes.domain(),
            attributes.partitioned(),
            Encoding.BASE64_URL,
            InvalidCookies.KEEP,
            CookiePrefix.NONE,
            UnprefixedCookies.MIGRATE,
            alsoClear,
            List.of());
    return new BrowserLines(name, BrowserNames.of(cookies, name), attributes, alsoClear);
  }

  private static CookieTransition transition(JsonNode entry) {
    var options = entry.get("options");
    var configured =
        options
            .at("/auth/storageKey")
            .asText(options.at("/cookieOptions/name").asText("sb-127-auth-token"));
    var response =
        SessionText.ofTokenResponse(entry.get("token_response_body").textValue(), RECEIVED);
    var session =
        entry.get("encode").textValue().equals("tokens-only")
            ? SessionText.withoutUser(response.orElseThrow())
            : response.orElseThrow();
    var raw = options.at("/cookieEncoding").asText().equals("raw");
    return CookieTransition.to(
            session,
            CookieHeader.parse(header(entry.get("request_cookies"))),
            new CookieName(configured),
            raw ? Encoding.RAW : Encoding.BASE64_URL)
        .orElseThrow();
  }

  private static String header(JsonNode cookies) {
    return values(cookies).entrySet().stream()
        .map(c -> c.getKey() + "=" + UriComponent.encode(c.getValue()).orElseThrow())
        .collect(Collectors.joining("; "));
  }

  private static String sent(String name, String value, CookieAttributes attributes) {
    return SetCookie.set(name, UriComponent.encode(value).orElseThrow(), attributes).line();
  }

  private static List<SetCookie> calls(JsonNode entry) {
    var cookies = new ArrayList<SetCookie>();
    for (var call : entry.get("set_all_calls")) {
      for (var cookie : call.get("cookies")) {
        var value = UriComponent.encode(cookie.get("value").textValue()).orElseThrow();
        cookies.add(cookie(cookie.get("name").textValue(), value, cookie.get("options")));
      }
    }
    return cookies;
  }

  private static SetCookie cookie(String name, String value, JsonNode options) {
    var maxAge = Duration.ofSeconds(options.get("maxAge").longValue());
    return new SetCookie(name, value, maxAge, attributes(options));
  }

  /// Options as the library completes them.
  private static CookieAttributes attributes(JsonNode options) {
    return new CookieAttributes(
        options.path("path").asText("/"),
        options.path("domain").asText(""),
        SameSite.valueOf(options.path("sameSite").asText("lax").toUpperCase(Locale.ROOT)),
        options.path("httpOnly").asBoolean(),
        options.path("secure").asBoolean(),
        options.path("partitioned").asBoolean(),
        Priority.valueOf(options.path("priority").asText("unset").toUpperCase(Locale.ROOT)));
  }

  private static Map<String, String> values(JsonNode cookies) {
    return StreamSupport.stream(cookies.spliterator(), false)
        .collect(
            Collectors.toMap(
                c -> c.get("name").textValue(),
                c -> c.get("value").textValue(),
                (_, later) -> later,
                LinkedHashMap::new));
  }
}
