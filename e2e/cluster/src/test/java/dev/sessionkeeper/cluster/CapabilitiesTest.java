package dev.sessionkeeper.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.model.Capability;
import org.junit.jupiter.api.Test;

/// What a container may be given.
class CapabilitiesTest {

  @Test
  void aMachineThatAllowsEverythingRunsPrivilegedContainers() {
    var capabilities = Capabilities.parse("CapBnd:\t000001ffffffffff");

    assertThat(capabilities.areComplete()).isTrue();
  }

  @Test
  void aMissingCapabilityIsLeftOut() {
    var capabilities = Capabilities.parse("CapBnd:\t000001fffeffffff");

    assertThat(capabilities.areComplete()).isFalse();
    assertThat(capabilities.all())
        .doesNotContain(Capability.SYS_RESOURCE)
        .contains(Capability.SYS_ADMIN, Capability.NET_ADMIN, Capability.BLOCK_SUSPEND);
  }

  @Test
  void thisProcessKnowsItsOwn() {
    assertThat(Capabilities.ofThisProcess().all()).contains(Capability.KILL);
  }
}
