package dev.sessionkeeper.sidecar.inspect;

import dev.sessionkeeper.sidecar.cookie.CookieHeader;
import dev.sessionkeeper.sidecar.cookie.CookiePair;
import dev.sessionkeeper.sidecar.session.CookieName;
import java.util.List;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Which cookies a session is made of, and which of them count.
///
/// Source: supabase/ssr v0.12.7 `src/utils/chunker.ts` (combineChunks).
final class ChunkSheet {
  private static final Collector<CharSequence, ?, String> COMMAS = Collectors.joining(", ");

  private final CookieName name;
  private final List<CookiePair> cookies;

  private ChunkSheet(CookieName name, List<CookiePair> cookies) {
    this.name = name;
    this.cookies = cookies;
  }

  static ChunkSheet of(CookieHeader header, CookieName name) {
    return new ChunkSheet(name, header.named(name::owns));
  }

  void writeTo(Report report) {
    report.fact("cookie", Shown.value(name.base()));
    report.fact("cookies", cookies.stream().map(CookiePair::name).toList());
    if (cookies.isEmpty()) {
      report.say("There is no cookie " + Shown.value(name.base()) + ".");
      return;
    }
    report.say(
        "The session is in %s (%s characters): %s."
            .formatted(
                Shown.count(cookies.size(), "cookie"), characters(), names().collect(COMMAS)));
    writeOddities(report);
  }

  private Stream<String> names() {
    return cookies.stream().map(CookiePair::name).map(Shown::value);
  }

  private int characters() {
    return cookies.stream().mapToInt(cookie -> length(cookie)).sum();
  }

  private static int length(CookiePair cookie) {
    return cookie.value().map(String::length).orElse(0);
  }

  private void writeOddities(Report report) {
    if (names().distinct().count() < cookies.size()) {
      report.say(
          "A name stands there more than once, for another path or domain: of sessions that differ"
              + " the newest counts. Delete the other one.");
    }
    var counted = counted();
    var idle =
        cookies.stream().map(CookiePair::name).distinct().filter(one -> !counted.contains(one));
    var left = idle.map(Shown::value).toList();
    if (!left.isEmpty()) {
      report.say(
          reason()
              + String.join(", ", left)
              + (left.size() == 1 ? " does" : " do")
              + " not count.");
    }
  }

  private String reason() {
    return has(name.base()) ? "The cookie without a number stands alone: " : gap();
  }

  private String gap() {
    return "Chunk " + Shown.value(name.chunk(counted().size())) + " is missing: ";
  }

  /// The names that are read: the bare one alone, else the chunks up to a gap.
  private List<String> counted() {
    return has(name.base())
        ? List.of(name.base())
        : IntStream.iterate(0, i -> i + 1).mapToObj(name::chunk).takeWhile(this::has).toList();
  }

  private boolean has(String cookie) {
    return cookies.stream().anyMatch(one -> one.name().equals(cookie) && length(one) > 0);
  }
}
