package dev.sessionkeeper.stories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.sessions.StoredSession;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// A cache for all visitors in front, and an app that says of a page with a session's cookie that
/// it may be kept (C9).
@ExtendWith(OnStage.class)
@ParameterizedClass(name = "{0}")
@EnumSource(Arrangement.class)
final class CachedPageStory {
  private final Stage stage;

  CachedPageStory(Arrangement arrangement, Stages stages) {
    stage = stages.of(arrangement);
  }

  @Test
  void aCachedPageHandsNobodyTheSessionOfSomebodyElse() {
    var ada = stage.signedUpVisitor();
    ada.goesElsewhere();
    ada.returnsAfterAnHour();
    var bob = stage.visitor();
    try (var cache = stage.cache()) {
      ada.opensThrough(cache, "/news");
      var first = bob.opensThrough(cache, "/news");
      var second = bob.opensThrough(cache, "/news");

      assertThat(ada.jar().session()).isPresent();
      stage
          .observes("the cache: " + first + ", then " + second, held(bob, ada))
          .behindTheSidecar("the cache: MISS, then HIT", "bob holds no session")
          .withoutTheSidecar("the cache: HIT, then HIT", "bob holds the session of ada");
    }
  }

  private static String held(Visitor bob, Visitor ada) {
    var held = bob.jar().session().map(StoredSession::fingerprint);
    if (held.isEmpty()) {
      return "bob holds no session";
    }
    return held.equals(Optional.of(ada.session().fingerprint()))
        ? "bob holds the session of ada"
        : "bob holds another session";
  }
}
