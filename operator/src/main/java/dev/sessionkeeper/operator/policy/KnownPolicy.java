package dev.sessionkeeper.operator.policy;

/// What matching has to know of a policy.
public record KnownPolicy(String namespace, String name, Selector selector, Terms terms) {

  /// The policy with the terms of an earlier state of it, if those can be used and its own cannot:
  /// a bad edit must not keep pods from starting that ran before it.
  KnownPolicy after(KnownPolicy earlier) {
    return switch (terms) {
      case Terms.Accepted _ -> this;
      case Terms.Unaccepted _ ->
          earlier.terms() instanceof Terms.Accepted accepted
              ? new KnownPolicy(namespace, name, selector, accepted)
              : this;
    };
  }
}
