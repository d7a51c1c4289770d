package dev.sessionkeeper.faults;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/// What was seen in a run. Safe for all threads.
final class Tally {
  private static final int MOST_INCIDENTS = 200;

  private final Map<String, LongAdder> seen = new ConcurrentHashMap<>();
  private final LongAdder requests = new LongAdder();
  private final LongAdder sessionsWritten = new LongAdder();
  private final LongAdder stepsBack = new LongAdder();
  private final ConcurrentLinkedQueue<Incident> incidents = new ConcurrentLinkedQueue<>();

  /// What should not have happened.
  enum Kind {
    LOST("session lost"),
    SOMEBODY_ELSE("wrong user's session"),
    UNEXPECTED("unexpected");

    private final String words;

    Kind(String words) {
      this.words = words;
    }
  }

  /// One thing that should not have happened.
  ///
  /// @param what without tokens
  record Incident(Kind kind, String what) {
    @Override
    public String toString() {
      return kind.words + ": " + what;
    }
  }

  void count(Seen one) {
    requests.increment();
    seen.computeIfAbsent(one.label(), _ -> new LongAdder()).increment();
  }

  void changed(Jar.Change change) {
    if (change.after().isPresent()) {
      sessionsWritten.increment();
    }
    if (change.isStepBack()) {
      stepsBack.increment();
    }
  }

  void note(Kind kind, String what) {
    incidents.add(new Incident(kind, what));
  }

  long requests() {
    return requests.sum();
  }

  long sessionsWritten() {
    return sessionsWritten.sum();
  }

  long stepsBack() {
    return stepsBack.sum();
  }

  long incidents(Kind kind) {
    return incidents.stream().filter(incident -> incident.kind() == kind).count();
  }

  List<Incident> firstIncidents() {
    return incidents.stream().limit(MOST_INCIDENTS).toList();
  }

  Map<String, Long> seen() {
    return seen.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, entry -> entry.getValue().sum(), Long::sum, TreeMap::new));
  }
}
