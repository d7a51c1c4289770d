package dev.sessionkeeper.stories;

/// What stands between the browser and the app.
enum Arrangement {
  BEHIND_THE_SIDECAR("behind the sidecar"),
  WITHOUT_THE_SIDECAR("without the sidecar");

  private final String words;

  Arrangement(String words) {
    this.words = words;
  }

  @Override
  public String toString() {
    return words;
  }
}
