package dev.sessionkeeper.sidecar.telemetry;

import dev.sessionkeeper.contract.Problem;
import dev.sessionkeeper.contract.SidecarConfig;
import dev.sessionkeeper.sidecar.config.ConfigEvents;
import io.micrometer.core.instrument.Counter;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Says and counts which configuration is in force and which one was refused.
public final class ConfigTelemetry implements ConfigEvents {
  /// Logged once for each member that this version does not know.
  public static final String MEMBER_IGNORED =
      "a configuration member is not known to this version and is ignored";

  /// Logged once for each problem of a file that was changed while the sidecar runs.
  public static final String FILE_REFUSED =
      "the changed configuration file is refused, the configuration before it stays in force";

  /// Logged once for each member whose new value is not in force.
  public static final String AFTER_RESTART =
      "a changed configuration member is used after a restart only";

  private static final Logger LOG = LoggerFactory.getLogger(ConfigTelemetry.class);

  private final Counter applied;
  private final Counter refused;
  private volatile long generation;
  private volatile int problems;
  private volatile int missingSecrets;

  public ConfigTelemetry(Metrics metrics) {
    applied = reloads(metrics, "applied");
    refused = reloads(metrics, "refused");
    metrics.gauge(
        "config.generation", "Generation of the policy that is in force", () -> generation);
    metrics.gauge(
        "config.file.problems",
        "Problems of the configuration file as it is now; 0 when it is the one in force",
        () -> problems);
    metrics.gauge(
        "secret.files.missing", "Secret files that are missing or unusable", () -> missingSecrets);
  }

  private static Counter reloads(Metrics metrics, String outcome) {
    return metrics.counter(
        "config.reloads", "Changes of the configuration file by outcome", "outcome", outcome);
  }

  /// The configuration that the sidecar starts with.
  public void started(SidecarConfig config, List<String> ignored, List<String> complaints) {
    inForce(config, ignored);
    secretsMissing(complaints);
  }

  @Override
  public void replaced(SidecarConfig config, List<String> ignored, List<String> afterRestart) {
    applied.increment();
    inForce(config, ignored);
    afterRestart.forEach(
        member -> LOG.atWarn().addKeyValue(LogKeys.MEMBER, member).log(AFTER_RESTART));
  }

  @Override
  public void refused(List<Problem> found) {
    refused.increment();
    problems = found.size();
    for (var problem : found) {
      LOG.atError()
          .addKeyValue(LogKeys.MEMBER, problem.path())
          .addKeyValue(LogKeys.EXPECTED, problem.expected())
          .addKeyValue(LogKeys.FOUND, problem.found())
          .log(FILE_REFUSED);
    }
  }

  @Override
  public void secretsChanged(List<String> complaints) {
    LOG.atInfo().log("secret files were read again");
    secretsMissing(complaints);
  }

  private void secretsMissing(List<String> complaints) {
    missingSecrets = complaints.size();
    complaints.forEach(complaint -> LOG.atError().log(complaint));
  }

  private void inForce(SidecarConfig config, List<String> ignored) {
    Logging.setLevel(config.logLevel());
    generation = config.policy().generation();
    problems = 0;
    LOG.atInfo()
        .addKeyValue(LogKeys.POLICY, config.policy().namespace() + "/" + config.policy().name())
        .addKeyValue(LogKeys.GENERATION, generation)
        .addKeyValue(LogKeys.UPSTREAM, config.upstream().host() + ":" + config.upstream().port())
        .addKeyValue(LogKeys.AUTH_URL, config.supabase().authUrl())
        .addKeyValue(LogKeys.COOKIE_NAME, config.supabase().cookieName())
        .addKeyValue(LogKeys.ROUTES, config.routes().size())
        .addKeyValue(LogKeys.VERIFY_MODE, config.verify().mode().name().toLowerCase(Locale.ROOT))
        .log("policy in force");
    ignored.forEach(member -> LOG.atWarn().addKeyValue(LogKeys.MEMBER, member).log(MEMBER_IGNORED));
  }
}
