package dev.sessionkeeper.sidecar.redis;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Wakes those who wait for another replica's refresh.
///
/// A message says whose refresh has ended, and which generation is the newest now, sealed. It may
/// get lost: who waits asks again by itself when the lease may have ended. A connection on which
/// nothing comes may be cut without a word, so somebody says something from time to time; one sign
/// of life is enough for all replicas. Belongs to one event loop.
final class News {
  private static final Duration WITHOUT_MESSAGES = Duration.ofMillis(50);
  // No tag of a sign-in, so nobody waits for it.
  private static final String SIGN_OF_LIFE = "ping";
  private static final char SPACE = ' ';
  private static final int KIND = 0;
  private static final int TEXT = 2;

  private final Vertx vertx;
  private final String channel;
  private final Consumer<Redis> lost;
  private final BiConsumer<String, byte[]> generations;
  private final Consumer<String> speak;
  private final Duration silence;
  private final Map<String, List<Promise<Void>>> waiting = new HashMap<>();
  private @Nullable Redis current;
  private boolean subscribed;
  private boolean isHeard;
  private boolean isAsked;

  /// How signs of life are sent, and after how long a silence.
  ///
  /// @param speak sends a message to all who listen
  record Life(Consumer<String> speak, Duration silence) {}

  /// @param lost told the client whose messages have ended
  /// @param generations told the tag and the sealed generation of each publication
  News(
      Vertx vertx,
      String channel,
      Consumer<Redis> lost,
      BiConsumer<String, byte[]> generations,
      Life life) {
    this.vertx = vertx;
    this.channel = channel;
    this.lost = lost;
    this.generations = generations;
    this.speak = life.speak();
    this.silence = life.silence();
  }

  String channel() {
    return channel;
  }

  /// The message of a publication.
  static String message(String tag, byte[] sealed) {
    return tag + SPACE + Base64.getEncoder().encodeToString(sealed);
  }

  /// Listens on a connection of its own.
  void listen(Redis client) {
    current = client;
    subscribed = false;
    client
        .connect()
        .onSuccess(connection -> subscribe(client, connection))
        .onFailure(_ -> ended(client));
  }

  /// Completes with the next message of a sign-in, or after a while. Never fails.
  ///
  /// @param leftMillis until the lease ends
  Future<Void> next(String tag, long leftMillis, Duration patience) {
    var change = Promise.<Void>promise();
    waiting.computeIfAbsent(tag, _ -> new ArrayList<>()).add(change);
    var longest = subscribed ? leftMillis : Math.min(leftMillis, WITHOUT_MESSAGES.toMillis());
    var millis = Math.max(1, Math.min(longest + 1, patience.toMillis()));
    var timer = vertx.setTimer(millis, _ -> change.tryComplete());
    return change
        .future()
        .onComplete(
            _ -> {
              vertx.cancelTimer(timer);
              forget(tag, change);
            });
  }

  private void forget(String tag, Promise<Void> change) {
    waiting.computeIfPresent(
        tag,
        (_, all) -> {
          all.remove(change);
          return all.isEmpty() ? null : all;
        });
  }

  private void subscribe(Redis client, RedisConnection connection) {
    connection.handler(this::heard);
    connection.exceptionHandler(_ -> ended(client));
    connection.endHandler(_ -> ended(client));
    connection.send(Request.cmd(Command.SUBSCRIBE).arg(channel)).onFailure(_ -> ended(client));
    isHeard = true;
    isAsked = false;
    var _ = vertx.setPeriodic(silence.toMillis(), timer -> watch(client, timer));
  }

  /// After one silence a sign of life is asked for, after another the connection counts as cut.
  private void watch(Redis client, long timer) {
    if (!client.equals(current)) {
      vertx.cancelTimer(timer);
    } else if (isHeard) {
      isHeard = false;
      isAsked = false;
    } else if (isAsked) {
      vertx.cancelTimer(timer);
      ended(client);
    } else {
      isAsked = true;
      speak.accept(SIGN_OF_LIFE);
    }
  }

  /// Without messages nothing tells of newer generations: the link is made anew.
  private void ended(Redis client) {
    if (!client.equals(current)) {
      return;
    }
    current = null;
    subscribed = false;
    lost.accept(client);
  }

  private void heard(Response message) {
    isHeard = true;
    if (!isMessage(message)) {
      return;
    }
    var kind = ClaimReply.text(message.get(KIND)).orElse("");
    if (kind.equals("subscribe")) {
      subscribed = true;
    } else if (kind.equals("message")) {
      ClaimReply.text(message.get(TEXT)).ifPresent(this::hear);
    }
  }

  private static boolean isMessage(Response message) {
    return (message.type() == ResponseType.PUSH || message.type() == ResponseType.MULTI)
        && message.size() > TEXT;
  }

  private void hear(String message) {
    var space = message.indexOf(SPACE);
    var tag = space < 0 ? message : message.substring(0, space);
    if (space >= 0) {
      tell(tag, message.substring(space + 1));
    }
    var woken = waiting.remove(tag);
    if (woken != null) {
      woken.forEach(Promise::tryComplete);
    }
  }

  private void tell(String tag, String sealed) {
    try {
      generations.accept(tag, Base64.getDecoder().decode(sealed));
    } catch (IllegalArgumentException e) {
      // Anybody may write to the channel; who waits is woken anyway.
      return;
    }
  }
}
