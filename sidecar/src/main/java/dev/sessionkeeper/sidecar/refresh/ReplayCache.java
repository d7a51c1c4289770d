package dev.sessionkeeper.sidecar.refresh;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.sessionkeeper.sidecar.session.Fingerprint;
import dev.sessionkeeper.sidecar.session.Session;
import dev.sessionkeeper.sidecar.session.SessionText;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/// What old sessions were refreshed to, for callers that come late with the old one.
///
/// Bounded by bytes, so results are kept compressed. Only who presents exactly the old access token
/// and the old refresh token is given the new ones.
final class ReplayCache {
  // What an entry costs besides its bytes: key, node and queue links.
  private static final int ENTRY_BYTES = 160;
  // A chain longer than this would mean a dozen refreshes of one session within the replay time.
  private static final int LONGEST_CHAIN = 16;

  private final String issuer;
  private final Cache<Fingerprint, byte[]> newer;

  /// @param issuer the Supabase URL, a part of every key
  ReplayCache(String issuer, Duration replay, int mostBytes, Ticker ticker) {
    this.issuer = issuer;
    this.newer =
        Caffeine.newBuilder()
            .expireAfterWrite(replay)
            .maximumWeight(mostBytes)
            .weigher((Fingerprint _, byte[] bytes) -> ENTRY_BYTES + bytes.length)
            .executor(Runnable::run)
            .ticker(ticker)
            .build();
  }

  void put(Session old, Session refreshed) {
    newer.put(Fingerprint.of(issuer, old), compressed(refreshed.json()));
  }

  /// The newest session that an old one has led to; empty if none is known.
  Optional<Session> newest(Session presented) {
    var newest = next(presented);
    for (var i = 0; i < LONGEST_CHAIN && newest.isPresent(); i++) {
      var further = next(newest.get());
      if (further.isEmpty()) {
        return newest;
      }
      newest = further;
    }
    return newest;
  }

  private Optional<Session> next(Session session) {
    return Optional.ofNullable(newer.getIfPresent(Fingerprint.of(issuer, session)))
        .flatMap(bytes -> SessionText.ofStored(decompressed(bytes)));
  }

  private static byte[] compressed(String text) {
    var bytes = new ByteArrayOutputStream();
    try (var deflater = new DeflaterOutputStream(bytes)) {
      deflater.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("a stream in memory failed", e);
    }
    return bytes.toByteArray();
  }

  private static String decompressed(byte[] bytes) {
    try (var inflater = new InflaterInputStream(new ByteArrayInputStream(bytes))) {
      return new String(inflater.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("a stream in memory failed", e);
    }
  }
}
