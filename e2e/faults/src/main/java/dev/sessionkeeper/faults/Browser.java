package dev.sessionkeeper.faults;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/// One user's browser: it sends the cookies of its jar, and takes those of every response with its
/// head. Connections are shared by all users, as behind a load balancer.
final class Browser {
  static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final int OK = 200;
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(Duration.ofSeconds(2))
          .build();

  private final String user;
  private final Jar jar = new Jar();
  private final Consumer<Jar.Change> onChange;

  /// @param user whose browser it is
  /// @param onChange told of every response that changes cookies
  Browser(String user, Consumer<Jar.Change> onChange) {
    this.user = user;
    this.onChange = onChange;
  }

  Jar jar() {
    return jar;
  }

  /// Signs in through a sidecar.
  void signIn(Sidecar sidecar, String session) {
    var request =
        HttpRequest.newBuilder(sidecar.url().resolve("/sign-in"))
            .POST(BodyPublishers.ofString(session));
    if (seen(get(send(request), PATIENCE)) instanceof Seen.NoAnswer || jar.session().isEmpty()) {
      throw new IllegalStateException("a user could not sign in");
    }
  }

  /// Opens a page.
  ///
  /// @param patience how long to wait before leaving
  /// @param late what it came to if it took longer
  Seen open(URI url, Duration patience, Seen late) {
    var request = HttpRequest.newBuilder(url).GET();
    var header = jar.header();
    if (!header.isEmpty()) {
      request.header("Cookie", header);
    }
    var answer = send(request);
    var seen = seen(get(answer, patience));
    if (!answer.isDone()) {
      answer.cancel(true);
      return late;
    }
    return seen;
  }

  private CompletableFuture<HttpResponse<String>> send(HttpRequest.Builder request) {
    return CLIENT.sendAsync(request.build(), takingCookies());
  }

  private BodyHandler<String> takingCookies() {
    return head -> {
      var lines = head.headers().allValues("Set-Cookie");
      if (!lines.isEmpty()) {
        onChange.accept(jar.take(lines));
      }
      return BodySubscribers.ofString(StandardCharsets.UTF_8);
    };
  }

  private static Answer get(CompletableFuture<HttpResponse<String>> answer, Duration patience) {
    try {
      var response = answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return new Answer(response.statusCode(), response.body());
    } catch (ExecutionException | TimeoutException e) {
      return new Answer(0, "");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Answer(0, "");
    }
  }

  /// @param status 0 for none
  private record Answer(int status, String body) {}

  private Seen seen(Answer answer) {
    if (answer.status() != OK) {
      return answer.status() == 0 ? new Seen.NoAnswer() : new Seen.Refused(answer.status());
    }
    var page = Json.read(answer.body());
    var shown = page.path("user").asText();
    if (shown.isEmpty()) {
      return new Seen.Nobody(page.path("state").asText());
    }
    return shown.equals(user)
        ? new Seen.Own(page.path("token").asText())
        : new Seen.SomebodyElse(shown);
  }
}
