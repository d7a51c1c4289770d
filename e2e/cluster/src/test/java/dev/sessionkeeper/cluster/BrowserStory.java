package dev.sessionkeeper.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.SameSiteAttribute;
import dev.sessionkeeper.sessions.StoredSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// A real browser and a Next.js app in a pod, with nothing between them but what the chart brings.
@ExtendWith(OnCluster.class)
final class BrowserStory {
  private final Platform platform;

  BrowserStory(Platform platform) {
    this.platform = platform;
  }

  @Test
  void whoComesBackAfterAnHourIsStillSignedIn() {
    var project = platform.project();
    try (var shop = platform.namespace("browser-story")) {
      shop.apply(Policy.of("web", project).withTraffic(NextApp.TRAFFIC).yaml());
      shop.policy("web").soon("Accepted: Accepted");
      shop.apply(NextApp.deployment("web", project));
      shop.readyPod("web");
      try (var browser = new Browser(shop.site("web"))) {
        signUp(browser);
        var issued = browser.cookie(project.cookie());
        var expired = project.expiredSession();
        browser.replace(issued, expired.encode());

        browser.opens("/dashboard");

        var held = browser.cookie(project.cookie());
        var refreshed = StoredSession.decode(held.value);
        assertThat(text(browser, "#state")).isEqualTo("refreshed");
        assertThat(text(browser, "#token-fingerprint")).isEqualTo(refreshed.fingerprint());
        assertThat(refreshed.fingerprint()).isNotEqualTo(expired.fingerprint());
        assertThat(project.tokenCalls(expired)).isOne();
        assertThat(held.httpOnly).isTrue();
        assertThat(held.secure).isTrue();
        assertThat(held.sameSite).isEqualTo(SameSiteAttribute.LAX);
      }
    }
  }

  private static void signUp(Browser browser) {
    browser.opens("/sign-in");
    var page = browser.page();
    page.getByLabel("E-mail").fill("grace@example.com");
    page.getByLabel("Password").fill("correct-horse-battery");
    page.locator("button", new Page.LocatorOptions().setHasText("Sign up")).click();
    browser.arrivesAt("/dashboard");
    assertThat(text(browser, "#email")).isEqualTo("grace@example.com");
  }

  private static String text(Browser browser, String selector) {
    return browser.page().locator(selector).textContent();
  }
}
