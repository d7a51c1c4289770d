package dev.sessionkeeper.sidecar.redis;

/// What the server does at one go.
///
/// Keys of one script lie on one server of a cluster, by their tag. Scripts are sent whole each
/// time: the server keeps what it compiled, and nothing has to be repeated after a fail-over.
final class Scripts {

  /// Keys: lease, entry, newest. Arguments: owner, length of the lease in ms.
  ///
  /// The fence is the server's time in microseconds, or one more than the last that was published:
  /// it grows even when the server has lost its data. `newest` is a hash: `f` fence, `c` counter,
  /// `i` time of issue, `e` expiry, `s` the sealed generation.
  static final String CLAIM =
      """
      local entry = redis.call('GET', KEYS[2])
      if entry then return {'known', entry} end
      local left = redis.call('PTTL', KEYS[1])
      if left > 0 then return {'busy', left} end
      local newest = redis.call('HMGET', KEYS[3], 'f', 's')
      local now = redis.call('TIME')
      local fence = math.max(now[1] * 1000000 + now[2], (tonumber(newest[1] or '') or 0) + 1)
      redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
      return {'held', string.format('%.0f', fence), newest[2] or ''}
      """;

  /// Keys: lease. Arguments: owner, length of the lease in ms. A lease that the server has lost is
  /// taken again.
  static final String RENEW =
      """
      local owner = redis.call('GET', KEYS[1])
      if owner and owner ~= ARGV[1] then return 0 end
      redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
      return 1
      """;

  /// Keys: lease, entry, newest. Arguments: owner, channel, message, fence, counter, time of issue,
  /// expiry, the sealed generation, the sealed entry, and how long entry and generation are kept,
  /// in ms.
  static final String PUBLISH =
      """
      local old = redis.call('HMGET', KEYS[3], 'f', 'c', 'i', 'e', 's')
      local function newer(a, b)
        local x, y = tonumber(a or '') or 0, tonumber(b or '') or 0
        if x == y then return nil end
        return x > y
      end
      local function outdated()
        if not old[5] then return false end
        if tonumber(old[2]) and tonumber(old[2]) >= 0 and tonumber(ARGV[5]) >= 0 then
          local counted = newer(old[2], ARGV[5])
          if counted ~= nil then return counted end
        end
        local issued = newer(old[3], ARGV[6])
        if issued ~= nil then return issued end
        local expires = newer(old[4], ARGV[7])
        if expires ~= nil then return expires end
        return newer(old[1], ARGV[4]) == true
      end
      local stale = outdated()
      if not stale then
        redis.call('SET', KEYS[2], ARGV[9], 'PX', ARGV[10])
        redis.call('HSET', KEYS[3], 'f', ARGV[4], 'c', ARGV[5], 'i', ARGV[6], 'e', ARGV[7], 's', ARGV[8])
        redis.call('PEXPIRE', KEYS[3], ARGV[11])
      end
      if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
      redis.pcall('PUBLISH', ARGV[2], ARGV[3])
      if stale then return {'outdated', old[5]} end
      return {'stored'}
      """;

  /// Keys: lease, entry. Arguments: owner, channel, message, a sealed entry or nothing, how long it
  /// is kept, in ms. An entry that is there already stays: a refusal never hides a session.
  static final String RELEASE =
      """
      if ARGV[4] ~= '' then redis.call('SET', KEYS[2], ARGV[4], 'PX', ARGV[5], 'NX') end
      if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
      redis.pcall('PUBLISH', ARGV[2], ARGV[3])
      return 1
      """;

  private Scripts() {}
}
