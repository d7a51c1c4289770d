package dev.sessionkeeper.sidecar.decision;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignInTest {

  @ParameterizedTest
  @CsvSource({
    "navigate, , true",
    "navigate, application/json, true",
    "cors, text/html, false",
    "'', 'text/html,*/*', true",
    "'', 'TEXT/HTML', true",
    "'', application/json, false",
    "'', '', false"
  })
  void aNavigationIsToldByFetchMetadataElseByAccept(String mode, String accept, boolean expected) {
    assertThat(SignIn.isNavigation(mode, accept == null ? "" : accept)).isEqualTo(expected);
  }

  @Test
  void whatWasAskedForComesBackAsNext() {
    assertThat(SignIn.location("/login", "GET", "/a b", "?x=1&y=/"))
        .contains("/login?next=%2Fa%20b%3Fx%3D1%26y%3D%2F");
    assertThat(SignIn.location("/login?a=1", "HEAD", "/x", "")).contains("/login?a=1&next=%2Fx");
    assertThat(SignIn.location("/login", "GET", "/", "")).contains("/login?next=%2F");
  }

  @ParameterizedTest
  @ValueSource(strings = {"//evil", "/\\evil", "/%2fevil", "/%5Cevil", "https:evil", ""})
  void p11NoOtherHostBecomesNext(String path) {
    assertThat(SignIn.location("/login", "GET", path, "")).contains("/login");
  }

  @Test
  void whatCannotBeAskedAgainHasNoNext() {
    assertThat(SignIn.location("/login", "POST", "/form", "")).contains("/login");
    assertThat(SignIn.location("/login", "GET", "/" + "a".repeat(2_048), "")).contains("/login");
    assertThat(SignIn.location("/login", "GET", "/" + "a".repeat(2_047), ""))
        .hasValueSatisfying(location -> assertThat(location).contains("?next="));
  }

  @Test
  void nobodyIsSentFromTheSignInPageToTheSignInPage() {
    assertThat(SignIn.location("/login", "GET", "/login", "?x")).isEmpty();
    assertThat(SignIn.location("/login?a=1", "GET", "/login", "")).isEmpty();
    assertThat(SignIn.location("", "GET", "/x", "")).isEmpty();
  }
}
