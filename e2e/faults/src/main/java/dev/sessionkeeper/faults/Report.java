package dev.sessionkeeper.faults;

import dev.sessionkeeper.faults.TokenCalls.Rotations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// What a run came to.
///
/// @param calls of the whole run
/// @param lost users without their session at the end
record Report(
    Options options, Duration took, Tally tally, Account account, TokenCalls calls, long lost) {

  /// What was promised and did not hold; empty for a good run.
  List<String> broken() {
    var broken = new ArrayList<String>();
    if (options.isHeldToZero() && lost > 0) {
      broken.add("sessions lost: " + lost);
    }
    if (tally.incidents(Tally.Kind.SOMEBODY_ELSE) > 0) {
      broken.add("wrong user's session: " + tally.incidents(Tally.Kind.SOMEBODY_ELSE));
    }
    if (options.isHeldToZero() && tally.incidents(Tally.Kind.UNEXPECTED) > 0) {
      broken.add("unexpected: " + tally.incidents(Tally.Kind.UNEXPECTED));
    }
    var calm = account.calm();
    if (options.store() == Stage.Store.REDIS && calm.calls() != calm.rotations()) {
      broken.add("refreshes per rotation in calm: " + ratio(calm));
    }
    if (calm.rotations() == 0) {
      broken.add("nothing was refreshed in calm, so nothing was shown");
    }
    return List.copyOf(broken);
  }

  /// The figures as Markdown.
  String asMarkdown() {
    return """
    | Figure | Store %s, reuse interval %d s |
    |---|---|
    | sessions lost | %d of %d |
    | wrong user's session | %d |
    | refreshes per rotation in calm | %s |
    | refreshes per rotation, faults included | %s |
    | token calls that arrived, answered or not | %,d |
    | requests | %,d |
    %s
    | responses that wrote a session | %,d |
    | of these: older than the one before | %d |

    | While | Rotations | Refreshes | Per rotation |
    |---|---|---|---|
    %s

    Seed %d, %d users, tokens of 60 s, %d s of faults and settling.
    """
        .formatted(
            options.store().name().toLowerCase(Locale.ROOT),
            options.reuse().toSeconds(),
            lost,
            options.users(),
            tally.incidents(Tally.Kind.SOMEBODY_ELSE),
            ratio(account.calm()),
            ratio(calls.all()),
            calls.arrived(),
            tally.requests(),
            seen(),
            tally.sessionsWritten(),
            tally.stepsBack(),
            times(),
            options.seed(),
            options.users(),
            took.toSeconds());
  }

  private String seen() {
    return tally.seen().entrySet().stream()
        .map(entry -> "| of these: %s | %,d |".formatted(entry.getKey(), entry.getValue()))
        .collect(Collectors.joining("\n"));
  }

  private String times() {
    return account.byTime().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(entry -> line(entry.getKey(), entry.getValue()))
        .collect(Collectors.joining("\n"));
  }

  private static String line(String time, Rotations of) {
    return "| %s | %,d | %,d | %.3f |"
        .formatted(time, of.rotations(), of.calls(), of.callsPerRotation());
  }

  private static String ratio(Rotations of) {
    return String.format(
        Locale.ROOT, "%.4f (%,d / %,d)", of.callsPerRotation(), of.calls(), of.rotations());
  }
}
