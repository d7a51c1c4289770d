package dev.sessionkeeper.cluster;

import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.Cookie;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Debian's Chromium with a profile of its own, looking at a site of the cluster.
///
/// It is given the site under a name that ends in `localhost`: browsers take `Secure` cookies over
/// plain HTTP from such a name alone.
final class Browser implements AutoCloseable {
  private static final Path CHROMIUM =
      Path.of(System.getProperty("sessionkeeper.chromium", "/usr/bin/chromium"));
  private static final Path FLAGS = Path.of("../setup/chromium.flags");
  private static final String HOST = "shop.localhost";

  private final Playwright playwright;
  private final Page page;
  private final URI site;

  Browser(Site site) {
    var address = site.address();
    this.site = URI.create("http://" + HOST + ":" + address.getPort());
    this.playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    this.page =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(CHROMIUM)
                    .setArgs(flags(address.getHost())))
            .newContext()
            .newPage();
  }

  private static List<String> flags(String node) {
    try {
      var flags = new ArrayList<>(Files.readAllLines(FLAGS));
      flags.add("--host-resolver-rules=MAP " + HOST + " " + node);
      return flags;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The page that is open.
  Page page() {
    return page;
  }

  /// Types an address.
  void opens(String path) {
    page.navigate(site.resolve(path).toString());
  }

  /// Waits for the page of a path.
  void arrivesAt(String path) {
    page.waitForURL(site.resolve(path).toString());
  }

  /// The one cookie of a name.
  Cookie cookie(String name) {
    return page.context().cookies().stream()
        .filter(cookie -> cookie.name.equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("the browser holds no cookie " + name));
  }

  /// Puts another value into a cookie that it holds.
  void replace(Cookie held, String value) {
    page.context()
        .addCookies(
            List.of(
                new Cookie(held.name, value)
                    .setDomain(held.domain)
                    .setPath(held.path)
                    .setExpires(held.expires)
                    .setHttpOnly(held.httpOnly)
                    .setSecure(held.secure)
                    .setSameSite(held.sameSite)));
  }

  @Override
  public void close() {
    playwright.close();
  }
}
