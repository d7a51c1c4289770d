package dev.sessionkeeper.operator.reconcile;

import dev.sessionkeeper.operator.telemetry.LogKeys;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Small calls of the API server in an even flow, however many are asked for at once. The same one
/// is in line once.
final class PacedWork {
  private static final Logger LOG = LoggerFactory.getLogger(PacedWork.class);

  private final ReentrantLock lock = new ReentrantLock();
  private final LinkedHashMap<String, Runnable> inLine = new LinkedHashMap<>();

  /// Puts a call in line; one of the same name is replaced.
  void add(String name, Runnable call) {
    lock.lock();
    try {
      inLine.put(name, call);
    } finally {
      lock.unlock();
    }
  }

  int size() {
    lock.lock();
    try {
      return inLine.size();
    } finally {
      lock.unlock();
    }
  }

  /// Makes the next call, if there is one. Called at an even pace.
  void next() {
    take().ifPresent(PacedWork::make);
  }

  private Optional<Runnable> take() {
    lock.lock();
    try {
      var first = inLine.pollFirstEntry();
      return Optional.ofNullable(first).map(Map.Entry::getValue);
    } finally {
      lock.unlock();
    }
  }

  private static void make(Runnable call) {
    try {
      call.run();
    } catch (KubernetesClientException e) {
      // Gone, or another one of that name by now: what was wanted does not matter any more.
      if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND
          || e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
        return;
      }
      LOG.atWarn()
          .addKeyValue(LogKeys.REASON, String.valueOf(e.getMessage()))
          .log("a pod could not be annotated; its kubelet finds the change by itself");
    }
  }
}
