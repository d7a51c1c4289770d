package dev.sessionkeeper.operator.injection;

import io.fabric8.kubernetes.api.model.EmptyDirVolumeSourceBuilder;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.KeyToPathBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import io.fabric8.kubernetes.api.model.VolumeProjectionBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The volumes of the sidecar and where they are mounted.
///
/// The ConfigMap is mounted as a folder, as the kubelet never updates a mounted single file.
/// Secrets are optional, so that a missing one is a reason on `/readyz` and not a pod that never
/// starts.
final class SidecarVolumes {
  static final String CONFIG_FOLDER = "/etc/sessionkeeper/config";
  private static final String CONFIG = Marks.VOLUME_PREFIX + "config";
  private static final String SECRETS = Marks.VOLUME_PREFIX + "secrets";
  private static final String SCRATCH = Marks.VOLUME_PREFIX + "tmp";
  private static final String NO_TOKEN = Marks.VOLUME_PREFIX + "no-token";
  private static final Set<String> NAMES = Set.of(CONFIG, SECRETS, SCRATCH, NO_TOKEN);
  // Where the API server mounts a token into containers that have no mount there.
  private static final String TOKEN_FOLDER = "/var/run/secrets/kubernetes.io/serviceaccount";
  private static final int READ_ONLY = 0444;

  private SidecarVolumes() {}

  /// Whether an injection made it, be it one of another shape.
  static boolean isOurs(Volume volume) {
    return NAMES.contains(volume.getName());
  }

  static List<Volume> of(Injection injection) {
    var volumes = new ArrayList<Volume>();
    volumes.add(config(injection.configMap()));
    if (!injection.secrets().isEmpty()) {
      volumes.add(secrets(injection.secrets()));
    }
    volumes.add(empty(SCRATCH, "16Mi"));
    volumes.add(empty(NO_TOKEN, "64Ki"));
    return List.copyOf(volumes);
  }

  static List<VolumeMount> mounts(Injection injection) {
    var mounts = new ArrayList<VolumeMount>();
    mounts.add(readOnly(CONFIG, CONFIG_FOLDER));
    if (!injection.secrets().isEmpty()) {
      mounts.add(readOnly(SECRETS, Injection.SECRETS_FOLDER));
    }
    // Netty unpacks its native library there; everything else of the file system is read-only.
    mounts.add(new VolumeMountBuilder().withName(SCRATCH).withMountPath("/tmp").build());
    mounts.add(noToken());
    return List.copyOf(mounts);
  }

  /// An empty folder where the API server would mount the service account's token.
  static VolumeMount noToken() {
    return readOnly(NO_TOKEN, TOKEN_FOLDER);
  }

  private static Volume config(String configMap) {
    return new VolumeBuilder()
        .withName(CONFIG)
        .withNewConfigMap()
        .withName(configMap)
        .withDefaultMode(READ_ONLY)
        .endConfigMap()
        .build();
  }

  private static Volume secrets(List<Injection.SecretKey> keys) {
    var bySecret = new LinkedHashMap<String, List<KeyToPath>>();
    keys.stream()
        .distinct()
        .forEach(
            key -> bySecret.computeIfAbsent(key.secret(), _ -> new ArrayList<>()).add(file(key)));
    return new VolumeBuilder()
        .withName(SECRETS)
        .withNewProjected()
        .withDefaultMode(READ_ONLY)
        .withSources(bySecret.entrySet().stream().map(SidecarVolumes::projection).toList())
        .endProjected()
        .build();
  }

  private static KeyToPath file(Injection.SecretKey key) {
    return new KeyToPathBuilder()
        .withKey(key.key())
        .withPath(key.secret() + "/" + key.key())
        .build();
  }

  private static VolumeProjection projection(Map.Entry<String, List<KeyToPath>> secret) {
    return new VolumeProjectionBuilder()
        .withNewSecret()
        .withName(secret.getKey())
        .withItems(secret.getValue())
        .withOptional(true)
        .endSecret()
        .build();
  }

  private static Volume empty(String name, String limit) {
    return new VolumeBuilder()
        .withName(name)
        .withEmptyDir(
            new EmptyDirVolumeSourceBuilder().withSizeLimit(Quantity.parse(limit)).build())
        .build();
  }

  private static VolumeMount readOnly(String volume, String path) {
    return new VolumeMountBuilder().withName(volume).withMountPath(path).withReadOnly(true).build();
  }
}
