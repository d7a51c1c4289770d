package dev.sessionkeeper.operator.injection;

/// Why a pod is admitted as it is.
public enum SkipReason {
  NO_POLICY("NoPolicy", "no SessionPolicy selects this pod"),
  OPTED_OUT("OptedOut", "the pod carries the label sessionkeeper.dev/inject=false"),
  MIRROR_POD("MirrorPod", "a static pod of a node cannot be changed"),
  RUNS_TO_COMPLETION(
      "RunsToCompletion",
      "this cluster has no native sidecars (Kubernetes 1.29), and an ordinary container would keep"
          + " the pod from completing");

  private final String spelling;
  private final String sentence;

  SkipReason(String spelling, String sentence) {
    this.spelling = spelling;
    this.sentence = sentence;
  }

  /// As in metrics and events.
  public String spelling() {
    return spelling;
  }

  /// For people.
  public String sentence() {
    return sentence;
  }
}
