package dev.sessionkeeper.faults;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Random;

/// What the auth simulator is told to do wrong; see its README.
final class AuthFaults {
  private static final List<String> GARBAGE =
      List.of(
          "{'fault':'html'}",
          "{'fault':'status','status':200,'body':'{}'}",
          "{'fault':'status','status':200,'body':'null'}",
          "{'fault':'status','status':401,'body':'{\\\"message\\\":\\\"Invalid API key\\\"}'}",
          "{'fault':'status','status':403,'body':'forbidden'}",
          "{'fault':'status','status':404,'body':'404 page not found'}",
          "{'fault':'status','status':502,'body':'bad gateway'}",
          "{'fault':'status','status':503,'headers':{'Retry-After':'2'},'body':'upstream down'}",
          "{'fault':'truncated-json'}",
          "{'fault':'other-user'}",
          "{'fault':'other-session'}");
  private static final List<String> LOST =
      List.of(
          "{'fault':'reset-before'}",
          "{'fault':'reset-after'}",
          "{'fault':'hang'}",
          "{'fault':'hang-after'}",
          "{'fault':'cut-body'}",
          "{'fault':'trickle','milliseconds':100,'bytes':50}");
  private static final int SHORTEST_DELAY = 300;
  private static final int LONGEST_DELAY = 2_600;

  private AuthFaults() {}

  /// Slow answers, from a little to more than a sidecar waits for.
  static ObjectNode slow(Random random) {
    return Json.newObject()
        .put("fault", "delay")
        .put("milliseconds", random.nextInt(SHORTEST_DELAY, LONGEST_DELAY))
        .put("path", path(random));
  }

  /// 429, with `Retry-After` or without.
  static ObjectNode limited(Random random) {
    var fault = Json.newObject().put("fault", "rate-limit");
    return random.nextBoolean() ? fault.put("retryAfter", random.nextInt(1, 4)) : fault;
  }

  /// Answers that are no sessions, or not those that were asked for.
  static ObjectNode garbage(Random random) {
    return one(GARBAGE, random);
  }

  /// Connections that break before or after the server has rotated a token.
  static ObjectNode lost(Random random) {
    return one(LOST, random);
  }

  private static ObjectNode one(List<String> faults, Random random) {
    return Json.read(faults.get(random.nextInt(faults.size())).replace('\'', '"'));
  }

  private static String path(Random random) {
    return random.nextBoolean() ? "/token" : "*";
  }
}
