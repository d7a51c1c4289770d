package dev.sessionkeeper.sidecar.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.contract.SidecarConfig.SignOutScope;
import dev.sessionkeeper.sidecar.session.AccessToken;
import dev.sessionkeeper.sidecar.session.UnavailableReason;
import dev.sessionkeeper.sidecar.supabase.LogoutAnswer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignOutCallsTest {
  private final List<Promise<LogoutAnswer>> asked = new ArrayList<>();
  private final SignOut signOut = new SignOut(SignOutScope.GLOBAL, _ -> ask());

  @Test
  void aFloodOfSignOutsIsBounded() {
    for (var i = 0; i < SignOut.MOST_CALLS; i++) {
      signOut.end(new AccessToken("a"));
    }

    var oneMore = signOut.end(new AccessToken("a"));

    assertThat(asked).hasSize(SignOut.MOST_CALLS);
    assertThat(oneMore.result())
        .isEqualTo(new LogoutAnswer.Unavailable(UnavailableReason.OVERLOADED));
  }

  @Test
  void whatHasEndedMakesPlace() {
    for (var i = 0; i < SignOut.MOST_CALLS; i++) {
      signOut.end(new AccessToken("a"));
    }
    asked.getFirst().complete(new LogoutAnswer.Ended());

    var oneMore = signOut.end(new AccessToken("a"));

    assertThat(asked).hasSize(SignOut.MOST_CALLS + 1);
    assertThat(oneMore.isComplete()).isFalse();
  }

  private Future<LogoutAnswer> ask() {
    var answer = Promise.<LogoutAnswer>promise();
    asked.add(answer);
    return answer.future();
  }
}
