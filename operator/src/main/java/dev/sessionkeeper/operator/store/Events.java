package dev.sessionkeeper.operator.store;

import dev.sessionkeeper.operator.telemetry.LogKeys;
import dev.sessionkeeper.policy.resource.SessionPolicy;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes events for people who describe an object. The same one again within ten minutes is left
/// out, and nothing depends on one being written.
public final class Events {
  private static final Logger LOG = LoggerFactory.getLogger(Events.class);
  private static final Duration SILENCE = Duration.ofMinutes(10);
  private static final int MOST_REMEMBERED = 4_096;
  private static final int LONGEST_MESSAGE = 1_000;

  private final KubernetesClient client;
  private final ExecutorService writers;
  private final Clock clock;
  private final String instance;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Said, Instant> said =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Said, Instant> eldest) {
          return size() > MOST_REMEMBERED;
        }
      };

  /// @param writers where API calls are made, as callers must not be held up
  /// @param instance the name of this replica
  public Events(KubernetesClient client, ExecutorService writers, Clock clock, String instance) {
    this.client = client;
    this.writers = writers;
    this.clock = clock;
    this.instance = instance;
  }

  /// How much an event matters.
  public enum Type {
    NORMAL("Normal"),
    WARNING("Warning");

    private final String spelling;

    Type(String spelling) {
      this.spelling = spelling;
    }
  }

  private record Said(String uid, String reason, String message) {}

  /// A reference to a policy.
  public static ObjectReference about(SessionPolicy policy) {
    var meta = policy.getMetadata();
    return new ObjectReferenceBuilder()
        .withApiVersion(policy.getApiVersion())
        .withKind(policy.getKind())
        .withNamespace(meta.getNamespace())
        .withName(meta.getName())
        .withUid(meta.getUid())
        .build();
  }

  /// Writes an event about an object, some time later.
  public void tell(ObjectReference about, Type type, String reason, String message) {
    var text =
        message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE);
    var one = new Said(String.valueOf(about.getUid()), reason, text);
    writers.execute(
        () -> {
          if (isNew(one)) {
            write(about, type, reason, text);
          }
        });
  }

  private boolean isNew(Said one) {
    var now = clock.instant();
    lock.lock();
    try {
      var before = said.get(one);
      if (before != null && !before.plus(SILENCE).isBefore(now)) {
        return false;
      }
      said.put(one, now);
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void write(ObjectReference about, Type type, String reason, String message) {
    var now = clock.instant().toString();
    var event =
        new EventBuilder()
            .withNewMetadata()
            .withNamespace(about.getNamespace())
            .withGenerateName("sessionkeeper-")
            .endMetadata()
            .withInvolvedObject(about)
            .withType(type.spelling)
            .withReason(reason)
            .withMessage(message)
            .withFirstTimestamp(now)
            .withLastTimestamp(now)
            .withCount(1)
            .withNewSource()
            .withComponent("sessionkeeper-operator")
            .withHost(instance)
            .endSource()
            .withReportingComponent("sessionkeeper.dev/operator")
            .withReportingInstance(instance)
            .build();
    try {
      client.resource(event).create();
    } catch (KubernetesClientException e) {
      LOG.atWarn()
          .addKeyValue(LogKeys.REASON, String.valueOf(e.getMessage()))
          .log("an event could not be written");
    }
  }
}
