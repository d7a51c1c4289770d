package dev.sessionkeeper.stories;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.TimeoutError;
import dev.sessionkeeper.sessions.SigningKey;
import dev.sessionkeeper.sessions.StoredSession;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/// A person with a browser of their own and an account that nobody else uses.
final class Visitor implements AutoCloseable {
  /// What stands for the token of a page that was made for nobody.
  static final String NO_SESSION = "none";

  // Not the code verifier, which scripts may read.
  private static final Pattern SESSION_COOKIE =
      Pattern.compile("(^|; )" + Pattern.quote(CookieJar.SESSION) + "(\\.[0-9]+)?=");
  private static final String PASSWORD = "correct-horse-battery";
  private static final Duration AN_HOUR_AND_MORE = Duration.ofMinutes(65);

  private final BrowserContext browser;
  private final Page page;
  private final URI site;
  private final SigningKey key;
  private final CookieJar jar;
  private final String email = "ada-" + UUID.randomUUID() + "@example.com";

  Visitor(BrowserContext browser, URI site, SigningKey key) {
    this.browser = browser;
    this.site = site;
    this.key = key;
    this.page = browser.newPage();
    this.jar = new CookieJar(browser);
  }

  Page page() {
    return page;
  }

  CookieJar jar() {
    return jar;
  }

  /// The session in the jar.
  StoredSession session() {
    return jar.session().orElseThrow(() -> new AssertionError("the browser holds no session"));
  }

  /// How a navigation went: the status of a redirect if there was one, then status and path.
  String way(Response arrived) {
    var page = arrived.status() + " " + arrived.url().substring(site.toString().length());
    return Optional.ofNullable(arrived.request().redirectedFrom())
        .map(redirected -> redirected.response().status() + ", then " + page)
        .orElse(page);
  }

  /// Types an address; the response is that of the page arrived at.
  Response opens(String path) {
    return Objects.requireNonNull(page.navigate(site.resolve(path).toString()));
  }

  void signsUp() {
    submitsCredentials("Sign up");
  }

  void signsIn() {
    submitsCredentials("Sign in");
  }

  void signsOut() {
    page.getByText("Sign out").click();
    page.waitForURL(site.resolve("/").toString());
  }

  /// Lets more than the life of an access token pass, as far as this browser can tell: the
  /// session it holds was issued, and has expired, that much earlier.
  StoredSession returnsAfterAnHour() {
    return returnsAfter(AN_HOUR_AND_MORE);
  }

  /// Lets time pass until the session has only so much of its life left.
  StoredSession returnsWithLeft(Duration remaining) {
    return returnsAfter(Duration.between(Instant.now(), session().expiresAt()).minus(remaining));
  }

  boolean seesHerself() {
    return page.locator("#email").count() == 1
        && email.equals(page.locator("#email").textContent());
  }

  /// The access token that the server saw when it made the page.
  String seenFingerprint() {
    return seesHerself() ? page.locator("#token-fingerprint").textContent() : NO_SESSION;
  }

  /// The state that the app was told about the session.
  String seenState() {
    return page.locator("#state").textContent();
  }

  /// Types an address of the same host behind another port; what its cache says of the page.
  String opensThrough(SharedCache cache, String path) {
    var response = page.navigate(cache.url().resolve(path).toString());
    return Objects.requireNonNull(response).headerValue("x-cache");
  }

  /// Leaves the site, so that no page fetches anything by itself, such as what its links lead to.
  void goesElsewhere() {
    page.navigate("about:blank");
  }

  /// Asks for the notes by a script of the page.
  String asksForNotes() {
    page.getByText("Ask for notes").click();
    var notes = page.locator("#notes").textContent();
    return notes.equals(email) ? "the data API knows her" : notes;
  }

  /// Signs out by a script of the page.
  void leaves() {
    page.getByText("Leave").click();
    page.getByText("left", new Page.GetByTextOptions().setExact(true)).waitFor();
  }

  /// Types an address and waits no longer than that; false if no page came.
  boolean opensWithin(Duration patience, String path) {
    try {
      page.navigate(
          site.resolve(path).toString(),
          new Page.NavigateOptions().setTimeout((double) patience.toMillis()));
      return true;
    } catch (TimeoutError e) {
      return false;
    }
  }

  /// Clicks a link of the navigation; the document stays, and only its content is fetched.
  void followsTheLink(String text) {
    page.evaluate("() => { window.sameDocument = true; }");
    page.locator("nav a", new Page.LocatorOptions().setHasText(text)).click();
    page.locator("#token-fingerprint").waitFor();
    if (!Boolean.TRUE.equals(page.evaluate("() => window.sameDocument === true"))) {
      throw new AssertionError("the link was followed by loading a new document");
    }
  }

  /// Asks `/api/me` from a script of the page.
  HandlerAnswer asksTheRouteHandler() {
    var answer = String.valueOf(page.evaluate(Scripts.ASK_ROUTE_HANDLER)).split(" ", -1);
    return new HandlerAnswer(Integer.parseInt(answer[0]), answer[1]);
  }

  /// What the route handler answered, and the token that it saw.
  record HandlerAnswer(int status, String fingerprint) {}

  /// Presses the button behind which a server action stands; the token that the action saw.
  String asksByServerAction() {
    page.getByText("Ask the server").click();
    return page.locator("#answer-fingerprint").textContent();
  }

  /// Fetches pages at the same time from a script; the tokens that the server saw.
  List<String> fetchesInParallel(String path, int times) {
    var seen = (List<?>) page.evaluate(Scripts.FETCH_IN_PARALLEL, List.of(path, times));
    return seen.stream().map(String::valueOf).toList();
  }

  /// Fetches a path from a script: status and media type of the answer.
  String fetches(String path) {
    return String.valueOf(page.evaluate(Scripts.FETCH, path));
  }

  boolean scriptReadsTheSession() {
    return SESSION_COOKIE.matcher(String.valueOf(page.evaluate("() => document.cookie"))).find();
  }

  void writesBiography(String text) {
    opens("/profile");
    page.getByLabel("Biography").fill(text);
  }

  void savesBiography() {
    page.getByText("Save", new Page.GetByTextOptions().setExact(true)).click();
    page.waitForURL("**/profile?saved=yes");
  }

  @Override
  public void close() {
    browser.close();
  }

  private StoredSession returnsAfter(Duration absence) {
    var older = session().aged(absence, key);
    jar.replaceSession(older);
    return older;
  }

  private void submitsCredentials(String button) {
    opens("/sign-in");
    page.getByLabel("E-mail").fill(email);
    page.getByLabel("Password").fill(PASSWORD);
    page.locator("button", new Page.LocatorOptions().setHasText(button)).click();
    page.waitForURL(site.resolve("/dashboard").toString());
    page.locator("#email").waitFor();
  }
}
