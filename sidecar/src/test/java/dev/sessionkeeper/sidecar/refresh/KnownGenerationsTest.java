package dev.sessionkeeper.sidecar.refresh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionkeeper.sidecar.refresh.KnownGenerations.Age;
import dev.sessionkeeper.sidecar.session.Session;
import dev.sessionkeeper.sidecar.session.Sessions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Rule 4: what is known of a sign-in never goes back to an older generation.
class KnownGenerationsTest {
  private static final Session FIRST = session(1_000, "refresh00001");
  private static final Session SECOND = session(2_000, "refresh00002");
  private static final Session THIRD = session(3_000, "refresh00003");

  private final KnownGenerations known = new KnownGenerations("https://x.supabase.co", () -> 0);

  @Test
  @DisplayName("rule 4: an entry of another replica that comes late does not set it back")
  void anOlderGenerationDoesNotReplaceANewerOne() {
    known.add(SECOND, THIRD);

    known.add(FIRST, SECOND);

    assertThat(known.ageOf(SECOND)).isEqualTo(Age.PARENT);
    assertThat(known.ageOf(FIRST)).isEqualTo(Age.OLDER);
  }

  @Test
  void aNewerGenerationReplacesAnOlderOne() {
    known.add(FIRST, SECOND);

    known.add(SECOND, THIRD);

    assertThat(known.ageOf(THIRD)).isEqualTo(Age.NEWEST);
    assertThat(known.ageOf(SECOND)).isEqualTo(Age.PARENT);
  }

  @Test
  void onlyWhoHoldsTheRefreshTokenIsKnown() {
    known.add(FIRST, SECOND);

    assertThat(known.holds(SECOND)).isTrue();
    assertThat(known.holds(FIRST)).isTrue();
    assertThat(known.holds(session(2_000, "guessed"))).isFalse();
  }

  private static Session session(long issuedAt, String refreshToken) {
    return Sessions.of(Sessions.jwt("s", issuedAt, 90_000), refreshToken, 90_000);
  }
}
