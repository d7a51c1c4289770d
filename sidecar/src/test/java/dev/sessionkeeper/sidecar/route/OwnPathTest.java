package dev.sessionkeeper.sidecar.route;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OwnPathTest {

  @ParameterizedTest
  @CsvSource({
    "/.sessionkeeper/token, token",
    "/.sessionkeeper/sign-out, sign-out",
    "/.sessionkeeper/token/, token/",
    "/.sessionkeeper/, ''",
    "/.sessionkeeper, ''",
  })
  void aPathThatIsReadInOneWayIsNamed(String path, String name) {
    assertThat(OwnPath.of(path)).isEqualTo(new OwnPath.Named(name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/page",
        "/sessionkeeper/token",
        "/.sessionkeeperx/token",
        "/.SessionKeeper/token",
        "/a/.sessionkeeper/token",
        "/.well-known/security.txt",
        "/a%20b",
      })
  void everyOtherPathIsTheApplications(String path) {
    assertThat(OwnPath.of(path)).isEqualTo(OwnPath.NONE);
  }

  @ParameterizedTest
  @DisplayName("rule 9, P9: what only some readers take for an endpoint is neither's")
  @ValueSource(
      strings = {
        "/.sessionkeeper/%74oken",
        "/%2esessionkeeper/token",
        "/%2Esessionkeeper%2Ftoken",
        "/%252esessionkeeper/token",
        "//.sessionkeeper/token",
        "/.sessionkeeper//token",
        "/.sessionkeeper/token;x",
        "/.sessionkeeper;x/token",
        "/a/../.sessionkeeper/token",
        "/./.sessionkeeper/token",
        "/.sessionkeeper/../admin",
        "/.sessionkeeper/x/../token",
        "/.sessionkeeper\\token",
        "/.sessionkeeper/token%3fx",
      })
  void aPathOfSeveralReadingsIsAmbiguous(String path) {
    assertThat(OwnPath.of(path)).isEqualTo(new OwnPath.Ambiguous());
  }
}
