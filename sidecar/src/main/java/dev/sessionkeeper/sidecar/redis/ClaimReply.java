package dev.sessionkeeper.sidecar.redis;

import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The answer of the script that claims, read without trust in who answers.
sealed interface ClaimReply {
  int MOST_BYTES = 1 << 20;
  Pattern NUMBER = Pattern.compile("\\d{1,16}");

  /// There is an entry.
  ///
  /// @param entry sealed
  record Known(Buffer entry) implements ClaimReply {}

  /// Another one holds the lease.
  ///
  /// @param leftMillis until the lease ends unless it is renewed
  record Busy(long leftMillis) implements ClaimReply {}

  /// The lease is held.
  ///
  /// @param generation sealed; empty for none
  record Held(String fence, Buffer generation) implements ClaimReply {}

  /// Something else.
  record Nonsense() implements ClaimReply {}

  static ClaimReply of(@Nullable Response response) {
    if (response == null || response.type() != ResponseType.MULTI || response.size() < 2) {
      return new Nonsense();
    }
    return switch (text(response.get(0)).orElse("")) {
      case "known" -> bytes(response.get(1)).<ClaimReply>map(Known::new).orElseGet(Nonsense::new);
      case "busy" ->
          text(response.get(1))
              .filter(left -> NUMBER.matcher(left).matches())
              .<ClaimReply>map(left -> new Busy(Long.parseLong(left)))
              .orElseGet(Nonsense::new);
      case "held" -> held(response);
      default -> new Nonsense();
    };
  }

  private static ClaimReply held(Response response) {
    var fence = text(response.get(1)).filter(number -> NUMBER.matcher(number).matches());
    var generation = response.size() > 2 ? bytes(response.get(2)) : Optional.<Buffer>empty();
    return fence.isPresent() && generation.isPresent()
        ? new Held(fence.get(), generation.get())
        : new Nonsense();
  }

  /// The element of an answer that is a list; empty where it is none, or has no such element.
  static Optional<Buffer> element(@Nullable Response response, int index) {
    return response != null && response.type() == ResponseType.MULTI && index < response.size()
        ? bytes(response.get(index))
        : Optional.empty();
  }

  /// The bytes of an answer that is a text or a number; empty for every other.
  static Optional<Buffer> bytes(@Nullable Response response) {
    if (response == null) {
      return Optional.empty();
    }
    return switch (response.type()) {
      case BULK -> Optional.ofNullable(response.toBuffer()).filter(ClaimReply::isOfBearableSize);
      case SIMPLE, NUMBER -> Optional.of(Buffer.buffer(response.toString()));
      case ERROR, BOOLEAN, MULTI, PUSH, ATTRIBUTE -> Optional.empty();
    };
  }

  static Optional<String> text(@Nullable Response response) {
    return bytes(response).map(Buffer::toString);
  }

  private static boolean isOfBearableSize(Buffer bytes) {
    return bytes.length() <= MOST_BYTES;
  }
}
