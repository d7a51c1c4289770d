package dev.sessionkeeper.simulator.model;

import dev.sessionkeeper.simulator.config.Settings;
import java.nio.ByteBuffer;
import java.util.UUID;
import java.util.zip.CRC32;

/// Which sessions of version 1 move to version 2 at their next refresh: a fixed share, always the
/// same sessions.
final class UpgradeRule {
  private static final int PERCENT = 100;

  private UpgradeRule() {}

  static boolean applies(UUID sessionId, Settings.RefreshTokens rules) {
    if (rules.algorithmVersion() != 2) {
      return false;
    }
    var checksum = new CRC32();
    checksum.update(
        ByteBuffer.allocate(16)
            .putLong(sessionId.getMostSignificantBits())
            .putLong(sessionId.getLeastSignificantBits())
            .flip());
    return checksum.getValue() % PERCENT < rules.upgradePercentage();
  }
}
