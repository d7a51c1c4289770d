package dev.sessionkeeper.operator.telemetry;

/// The keys of log lines; a line holds no others, so that searches keep working.
public final class LogKeys {
  public static final String BYTES = "bytes";
  public static final String COUNT = "count";
  public static final String DECISION = "decision";
  public static final String DRY_RUN = "dry_run";
  public static final String DURATION_MILLIS = "duration_ms";
  public static final String GENERATION = "generation";
  public static final String LISTENER = "listener";
  public static final String NAMESPACE = "namespace";
  public static final String OBJECT = "object";
  public static final String POD = "pod";
  public static final String POLICY = "policy";
  public static final String REASON = "reason";
  public static final String VALID_UNTIL = "valid_until";
  public static final String VERSION = "version";

  private LogKeys() {}
}
