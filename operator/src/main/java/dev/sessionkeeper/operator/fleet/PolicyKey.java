package dev.sessionkeeper.operator.fleet;

/// Names a policy.
public record PolicyKey(String namespace, String name) implements Comparable<PolicyKey> {

  @Override
  public int compareTo(PolicyKey other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return namespace + "/" + name;
  }
}
