package dev.sessionkeeper.sidecar.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.contract.CookiePrefix;
import dev.sessionkeeper.contract.CookieScope;
import dev.sessionkeeper.contract.CookiesConfig;
import dev.sessionkeeper.contract.CookiesConfig.Encoding;
import dev.sessionkeeper.contract.CookiesConfig.InvalidCookies;
import dev.sessionkeeper.contract.CookiesConfig.SameSite;
import dev.sessionkeeper.contract.UnprefixedCookies;
import dev.sessionkeeper.sidecar.cookie.CookieHeader;
import dev.sessionkeeper.sidecar.session.CookieName;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class BrowserLinesTest {
  private static final String FLAGS = "; Secure; SameSite=Lax";
  private static final String GONE = "=; Max-Age=0; Path=/" + FLAGS;
  private static final CookieScope DOMAIN = new CookieScope("x.y", "/");
  private static final CookieScope PATH = new CookieScope("", "/a");

  @Test
  @DisplayName(
      "C8 copies are deleted in the other scopes, before the line, for names that were sent")
  void copiesAreDeleted() {
    var lines = lines(CookiePrefix.NONE, "", DOMAIN, PATH);

    assertThat(leaving(lines, "k=1; k.0=2; a=3", "k=v; Path=/", "b=4", "k.1=w"))
        .containsExactly(
            "k=; Max-Age=0; Domain=x.y; Path=/" + FLAGS,
            "k=; Max-Age=0; Path=/a" + FLAGS,
            "k=v; Path=/",
            "b=4",
            "k.1=w");
  }

  @Test
  @DisplayName("C7 no scope is deleted in that a line of the response writes")
  void writtenScopesAreNotDeleted() {
    var lines = lines(CookiePrefix.NONE, "", DOMAIN, PATH);

    assertThat(leaving(lines, "k=1", "k=v; Domain=.X.Y; Path=/", "k=w; Path=/a"))
        .containsExactly("k=v; Domain=.X.Y; Path=/", "k=w; Path=/a");
  }

  @Test
  void prefixedCopiesAreDeletedUnderTheirOwnName() {
    assertThat(leaving(lines(CookiePrefix.SECURE, "", DOMAIN), "__Secure-k=1", "k=v; Path=/"))
        .containsExactly(
            "__Secure-k=; Max-Age=0; Domain=x.y; Path=/" + FLAGS, "__Secure-k=v; Path=/");
  }

  @Test
  void underHostThereAreNoOtherScopes() {
    assertThat(leaving(lines(CookiePrefix.HOST, "", DOMAIN), "__Host-k=1", "k=v; Path=/"))
        .containsExactly("__Host-k=v; Path=/");
  }

  @Test
  @DisplayName("what has no line of its own moves along, and the old names are deleted everywhere")
  void everythingMovesAtOnce() {
    var lines = lines(CookiePrefix.SECURE, "p.q", DOMAIN);

    assertThat(leaving(lines, "k.0=old; k.1=kept; a=1", "k.0=v; Path=/"))
        .containsExactly(
            "k.0=; Max-Age=0; Path=/" + FLAGS,
            "k.0=; Max-Age=0; Domain=p.q; Path=/" + FLAGS,
            "k.0=; Max-Age=0; Domain=x.y; Path=/" + FLAGS,
            "k.1=; Max-Age=0; Path=/" + FLAGS,
            "k.1=; Max-Age=0; Domain=p.q; Path=/" + FLAGS,
            "k.1=; Max-Age=0; Domain=x.y; Path=/" + FLAGS,
            "__Secure-k.0=v; Path=/",
            "__Secure-k.1=kept; Max-Age=34560000; Domain=p.q; Path=/" + FLAGS);
  }

  @Test
  void nothingMovesWithASignOut() {
    var lines = lines(CookiePrefix.HOST, "");

    assertThat(leaving(lines, "k=1; k.0=2", "k=; Max-Age=0; Path=/"))
        .containsExactly("k" + GONE, "k.0" + GONE, "__Host-k=; Max-Age=0; Path=/");
  }

  @Test
  void besidePrefixedCookiesOldOnesAreOnlyDeleted() {
    var lines = lines(CookiePrefix.HOST, "");

    assertThat(leaving(lines, "__Host-k=1; k=planted; k.0=planted", "k=v; Path=/"))
        .containsExactly("k" + GONE, "k.0" + GONE, "__Host-k=v; Path=/");
  }

  @Test
  @DisplayName("C5 a header made up by hand is answered by a bounded number of deletions")
  void deletionsAreBounded() {
    var sent = IntStream.range(0, 1_000).mapToObj(i -> "k." + i + "=x");

    assertThat(
            leaving(
                lines(CookiePrefix.HOST, "", DOMAIN),
                sent.collect(Collectors.joining("; ")),
                "k=; Max-Age=0; Path=/"))
        .hasSize(129);
  }

  @Test
  void linesLeaveAsTheyAreWithoutPrefixAndScopes() {
    assertThat(lines(CookiePrefix.NONE, "").arePlain()).isTrue();
    assertThat(lines(CookiePrefix.HOST, "").arePlain()).isFalse();
    assertThat(lines(CookiePrefix.NONE, "", PATH).arePlain()).isFalse();
  }

  private static List<String> leaving(BrowserLines lines, String sent, String... line) {
    return lines.of(List.of(line), CookieHeader.parse(sent));
  }

  private static BrowserLines lines(CookiePrefix prefix, String domain, CookieScope... scopes) {
    var cookies =
        new CookiesConfig(
            false,
            true,
            SameSite.LAX,
            "/",
            domain,
            false,
            Encoding.BASE64_URL,
            InvalidCookies.KEEP,
            prefix,
            UnprefixedCookies.MIGRATE,
            List.of(scopes),
            List.of());
    return BrowserLines.of(cookies, new CookieName("k"));
  }
}
