package dev.sessionkeeper.sidecar.telemetry;

/// The keys of log lines; a line holds no others, so that searches keep working.
///
/// None of them ever holds a token, a cookie, a header, a query string or an e-mail address.
public final class LogKeys {
  public static final String ADMIN = "admin";
  public static final String AUTH_URL = "auth_url";
  public static final String BYTES = "bytes";
  public static final String CAUSE = "cause";
  public static final String COOKIE_NAME = "cookie_name";
  public static final String DURATION_MILLIS = "duration_ms";
  public static final String ERROR_CODE = "error_code";
  public static final String EXPECTED = "expected";
  public static final String FOUND = "found";
  public static final String GENERATION = "generation";
  public static final String LISTENER = "listener";
  public static final String MEMBER = "member";
  public static final String OUTCOME = "outcome";
  public static final String POLICY = "policy";
  public static final String REASON = "reason";
  public static final String ROUTES = "routes";
  public static final String STATE = "state";
  public static final String TRANSPORT = "transport";
  public static final String UPSTREAM = "upstream";
  public static final String VERIFY_MODE = "verify_mode";
  public static final String VERSION = "version";

  private LogKeys() {}
}
