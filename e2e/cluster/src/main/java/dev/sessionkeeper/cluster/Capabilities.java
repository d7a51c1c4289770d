package dev.sessionkeeper.cluster;

import com.github.dockerjava.api.model.Capability;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/// The capabilities that this process could give to a child, as Linux numbers them. Root has all of
/// them on most machines, but not on all: then a container cannot be privileged either.
///
/// Source: capabilities(7), `CapBnd` in proc_pid_status(5).
///
/// @param bounding the bounding set, one bit a capability
record Capabilities(long bounding) {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String LINE = "CapBnd:";

  // In the order of linux/capability.h. Newer ones are not known to every Docker Engine.
  private static final List<Capability> BY_NUMBER =
      List.of(
          Capability.CHOWN,
          Capability.DAC_OVERRIDE,
          Capability.DAC_READ_SEARCH,
          Capability.FOWNER,
          Capability.FSETID,
          Capability.KILL,
          Capability.SETGID,
          Capability.SETUID,
          Capability.SETPCAP,
          Capability.LINUX_IMMUTABLE,
          Capability.NET_BIND_SERVICE,
          Capability.NET_BROADCAST,
          Capability.NET_ADMIN,
          Capability.NET_RAW,
          Capability.IPC_LOCK,
          Capability.IPC_OWNER,
          Capability.SYS_MODULE,
          Capability.SYS_RAWIO,
          Capability.SYS_CHROOT,
          Capability.SYS_PTRACE,
          Capability.SYS_PACCT,
          Capability.SYS_ADMIN,
          Capability.SYS_BOOT,
          Capability.SYS_NICE,
          Capability.SYS_RESOURCE,
          Capability.SYS_TIME,
          Capability.SYS_TTY_CONFIG,
          Capability.MKNOD,
          Capability.LEASE,
          Capability.AUDIT_WRITE,
          Capability.AUDIT_CONTROL,
          Capability.SETFCAP,
          Capability.MAC_OVERRIDE,
          Capability.MAC_ADMIN,
          Capability.SYSLOG,
          Capability.WAKE_ALARM,
          Capability.BLOCK_SUSPEND);

  static Capabilities ofThisProcess() {
    try (var lines = Files.lines(STATUS)) {
      return lines
          .filter(line -> line.startsWith(LINE))
          .map(Capabilities::parse)
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("no " + LINE + " in " + STATUS));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// @param line such as `CapBnd: 000001fffeffffff`
  static Capabilities parse(String line) {
    return new Capabilities(Long.parseUnsignedLong(line.substring(LINE.length()).strip(), 16));
  }

  /// Whether a container can be privileged.
  boolean areComplete() {
    return all().size() == BY_NUMBER.size();
  }

  List<Capability> all() {
    return IntStream.range(0, BY_NUMBER.size())
        .filter(number -> (bounding >> number & 1) == 1)
        .mapToObj(BY_NUMBER::get)
        .toList();
  }
}
