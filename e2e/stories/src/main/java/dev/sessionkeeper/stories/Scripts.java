package dev.sessionkeeper.stories;

/// What runs in the page.
final class Scripts {
  static final String ASK_ROUTE_HANDLER =
      """
      async () => {
        const answer = await fetch("/api/me");
        const facts = await answer.json();
        return answer.status + " " + (facts.tokenFingerprint ?? "none");
      }
      """;

  static final String FETCH =
      """
      async (path) => {
        const answer = await fetch(path, { redirect: "manual" });
        const type = answer.headers.get("content-type") ?? "";
        return answer.status + " " + type.split(";")[0];
      }
      """;

  static final String FETCH_IN_PARALLEL =
      """
      async ([path, times]) => {
        const seen = async (number) => {
          const answer = await fetch(path + "?request=" + number);
          const page = new DOMParser().parseFromString(await answer.text(), "text/html");
          return page.getElementById("token-fingerprint")?.textContent ?? "none";
        };
        return Promise.all(Array.from({ length: times }, (_, number) => seen(number)));
      }
      """;

  private Scripts() {}
}
