package dev.sessionkeeper.operator.fleet;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// Pods of a namespace by name that count how often one is looked up, and how often all are walked.
final class WalkCountingPods extends HashMap<String, PodFacts> {
  private static final long serialVersionUID = 1L;

  private int lookedUp;
  private int walked;

  int lookedUp() {
    return lookedUp;
  }

  int walked() {
    return walked;
  }

  void startAnew() {
    lookedUp = 0;
    walked = 0;
  }

  @Override
  public @Nullable PodFacts get(Object name) {
    lookedUp++;
    return super.get(name);
  }

  @Override
  public @Nullable PodFacts put(String name, PodFacts pod) {
    lookedUp++;
    return super.put(name, pod);
  }

  @Override
  public Collection<PodFacts> values() {
    walked++;
    return super.values();
  }

  @Override
  public Set<String> keySet() {
    walked++;
    return super.keySet();
  }

  @Override
  public Set<Map.Entry<String, PodFacts>> entrySet() {
    walked++;
    return super.entrySet();
  }

  @Override
  public void forEach(BiConsumer<? super String, ? super PodFacts> action) {
    walked++;
    super.forEach(action);
  }
}
