package dev.sessionkeeper.sidecar.store;

import dev.sessionkeeper.sidecar.session.FatalCode;
import dev.sessionkeeper.sidecar.session.Fingerprint;
import dev.sessionkeeper.sidecar.session.GenerationOrder;
import dev.sessionkeeper.sidecar.session.Session;
import dev.sessionkeeper.sidecar.session.SessionText;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/// Writes what is stored, and reads it back: compressed, encrypted, bound to its place. What cannot
/// be read is nothing. Pure but for the nonces.
public final class Vault {
  private static final byte RENEWED = 'S';
  private static final byte REFUSED = 'R';
  private static final byte ENDED = 'E';
  private static final int MOST_BYTES = 1 << 20;
  private static final int GENERATION_BYTES = 11 * Long.BYTES;

  private final Seal seal;

  /// @param keys in force; asked for each use, as they may be replaced at any time
  public Vault(Supplier<Optional<StoreKeys>> keys) {
    this.seal = new Seal(keys);
  }

  /// Whether anything can be written.
  public boolean isUsable() {
    return seal.isUsable();
  }

  /// A refreshed session; empty where there are no keys.
  public Optional<byte[]> entry(Session refreshed, String place) {
    var bytes = new ByteArrayOutputStream();
    bytes.write(RENEWED);
    bytes.writeBytes(compressed(refreshed.json()));
    return seal.seal(bytes.toByteArray(), place);
  }

  /// A refusal; empty where there are no keys.
  public Optional<byte[]> entry(FatalCode code, String place) {
    var text = code.code().getBytes(StandardCharsets.UTF_8);
    var bytes = ByteBuffer.allocate(1 + text.length).put(REFUSED).put(text).array();
    return seal.seal(bytes, place);
  }

  /// Reads an entry; empty where it is none.
  public Optional<Entry> entry(byte[] sealed, String place) {
    return seal.open(sealed, place).filter(plain -> plain.length > 1).flatMap(Vault::entry);
  }

  /// A generation; empty where there are no keys.
  public Optional<byte[]> generation(KnownGeneration newest, String place) {
    var bytes = ByteBuffer.allocate(GENERATION_BYTES);
    put(bytes, newest.token());
    put(bytes, newest.parent());
    var order = newest.order();
    bytes.putLong(order.counter()).putLong(order.issuedAt()).putLong(order.expiresAt());
    return seal.seal(bytes.array(), place);
  }

  /// Reads a generation; empty where it is none.
  public Optional<KnownGeneration> generation(byte[] sealed, String place) {
    return seal.open(sealed, place).flatMap(Vault::generation);
  }

  /// That a sign-in has ended; empty where there are no keys.
  public Optional<byte[]> end(String place) {
    return seal.seal(new byte[] {ENDED}, place);
  }

  /// Whether that was written.
  public boolean isEnd(byte[] sealed, String place) {
    return seal.open(sealed, place)
        .filter(plain -> plain.length == 1 && plain[0] == ENDED)
        .isPresent();
  }

  private static Optional<Entry> entry(byte[] plain) {
    var rest = Arrays.copyOfRange(plain, 1, plain.length);
    return switch (plain[0]) {
      case RENEWED -> decompressed(rest).flatMap(SessionText::ofStored).map(Entry.Renewed::new);
      case REFUSED ->
          FatalCode.of(new String(rest, StandardCharsets.UTF_8)).map(Entry.Refused::new);
      // Of a newer version.
      default -> Optional.empty();
    };
  }

  private static Optional<KnownGeneration> generation(byte[] plain) {
    try {
      var bytes = ByteBuffer.wrap(plain);
      var token = fingerprint(bytes);
      var parent = fingerprint(bytes);
      var order = new GenerationOrder(bytes.getLong(), bytes.getLong(), bytes.getLong());
      return Optional.of(new KnownGeneration(token, parent, order));
    } catch (BufferUnderflowException e) {
      // Of another version.
      return Optional.empty();
    }
  }

  private static void put(ByteBuffer bytes, Fingerprint print) {
    bytes.putLong(print.first()).putLong(print.second());
    bytes.putLong(print.third()).putLong(print.fourth());
  }

  private static Fingerprint fingerprint(ByteBuffer bytes) {
    return new Fingerprint(bytes.getLong(), bytes.getLong(), bytes.getLong(), bytes.getLong());
  }

  private static byte[] compressed(String text) {
    var bytes = new ByteArrayOutputStream();
    try (var deflater = new DeflaterOutputStream(bytes)) {
      deflater.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException("a stream in memory failed", e);
    }
    return bytes.toByteArray();
  }

  private static Optional<String> decompressed(byte[] bytes) {
    try (var inflater = new InflaterInputStream(new ByteArrayInputStream(bytes))) {
      return Optional.of(new String(inflater.readNBytes(MOST_BYTES), StandardCharsets.UTF_8));
    } catch (IOException e) {
      // Written by another version, as nobody without a key can write here.
      return Optional.empty();
    }
  }
}
