package dev.sessionkeeper.cluster;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.ContainerNetwork;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.testcontainers.k3s.K3sContainer;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/// The container that is the Kubernetes node: k3s, or the image of `node/`, which looks the same
/// from outside.
final class Node implements AutoCloseable {
  private static final String IMAGE = "SESSIONKEEPER_NODE_IMAGE";
  private static final List<String> UNCONFINED =
      List.of("seccomp=unconfined", "apparmor=unconfined");
  private static final List<String> EVERY_DEVICE = List.of("a *:* rwm");

  private final K3sContainer container;
  private int loaded;

  private Node(K3sContainer container) {
    this.container = container;
  }

  /// Starts it and waits until it is ready.
  ///
  /// @throws IllegalStateException if the tests were not started by `e2e/cluster/run`
  static Node start() {
    var name = DockerImageName.parse(image()).asCompatibleSubstituteFor("rancher/k3s");
    var container = new K3sContainer(name);
    var capabilities = Capabilities.ofThisProcess();
    if (!capabilities.areComplete()) {
      container.setPrivilegedMode(false);
      container.withCreateContainerCmdModifier(create -> allow(create, capabilities.all()));
    }
    container.start();
    return new Node(container);
  }

  String kubeconfig() {
    return container.getKubeConfigYaml();
  }

  /// Its address, at which the Services of type NodePort are reached from this machine.
  String address() {
    return container.getContainerInfo().getNetworkSettings().getNetworks().values().stream()
        .map(ContainerNetwork::getIpAddress)
        .filter(Objects::nonNull)
        .findFirst()
        .orElseThrow();
  }

  /// Makes the images of a tar, as `docker save` or Jib write it, known to the node.
  void load(Path tar) {
    var inside = "/tmp/images-" + loaded++ + ".tar";
    container.copyFileToContainer(MountableFile.forHostPath(tar), inside);
    run("ctr", "-n", "k8s.io", "images", "import", inside);
    run("rm", inside);
  }

  /// Runs a program inside; its output.
  String run(String... command) {
    try {
      var result = container.execInContainer(command);
      if (result.getExitCode() != 0) {
        throw new IllegalStateException(
            String.join(" ", command) + " on the node: " + result.getStderr());
      }
      return result.getStdout();
    } catch (IOException e) {
      throw new IllegalStateException(String.join(" ", command) + " on the node", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// What its own programs said.
  String logs() {
    return container.getLogs();
  }

  @Override
  public void close() {
    container.stop();
  }

  private static String image() {
    var image = System.getenv(IMAGE);
    if (image == null) {
      throw new IllegalStateException(
          IMAGE
              + " is not set: start the cluster tests with e2e/cluster/run, such as"
              + " e2e/cluster/run mvn -pl e2e/cluster -am verify");
    }
    return image;
  }

  private static void allow(CreateContainerCmd create, List<Capability> capabilities) {
    Objects.requireNonNull(create.getHostConfig())
        .withCapAdd(capabilities.toArray(Capability[]::new))
        .withSecurityOpts(UNCONFINED)
        .withDeviceCgroupRules(EVERY_DEVICE);
  }
}
