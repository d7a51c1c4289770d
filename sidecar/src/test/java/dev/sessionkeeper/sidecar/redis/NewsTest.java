package dev.sessionkeeper.sidecar.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Messages that do not come must not go unnoticed: they tell of newer generations.
class NewsTest {
  private static final Duration SILENCE = Duration.ofMillis(100);

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final List<Redis> lost = new CopyOnWriteArrayList<>();
  private final List<String> spoken = new CopyOnWriteArrayList<>();
  private final News news =
      new News(vertx, "shop:done", lost::add, (_, _) -> {}, new News.Life(spoken::add, SILENCE));

  @AfterEach
  void close() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get();
  }

  @Test
  void aClientThatGetsNoSecondConnectionIsLost() {
    var client = new Client(Future.failedFuture("max number of clients reached"));

    news.listen(client);

    assertThat(lost).containsExactly(client);
  }

  @Test
  void theEndOfAnEarlierClientIsNotThatOfTheNextOne() {
    var connecting = Promise.<RedisConnection>promise();
    news.listen(new Client(connecting.future()));
    news.listen(new Client(Promise.<RedisConnection>promise().future()));

    connecting.fail("closed");

    assertThat(lost).isEmpty();
  }

  @Test
  void aConnectionThatWasCutWithoutAWordIsLost() {
    var client = new Client(Future.succeededFuture(new Silence()));

    news.listen(client);

    await().atMost(RedisServer.PATIENCE).until(() -> !lost.isEmpty());
    assertThat(lost).containsExactly(client);
    assertThat(spoken).containsExactly("ping");
  }

  @Test
  void aConnectionOnWhichSignsOfLifeArriveIsKept() {
    try (var redis = RedisServer.start()) {
      var client = Redis.createClient(vertx, "redis://" + redis.address());
      var speaking =
          new News.Life(
              text -> {
                spoken.add(text);
                client.send(Request.cmd(Command.PUBLISH).arg("shop:done").arg(text));
              },
              SILENCE);
      var listening = new News(vertx, "shop:done", lost::add, (_, _) -> {}, speaking);
      vertx.runOnContext(_ -> listening.listen(client));

      await().atMost(RedisServer.PATIENCE).until(() -> spoken.size() > 3);

      assertThat(lost).isEmpty();
    }
  }

  /// The server's end is gone, and nobody has said so.
  private static final class Silence implements RedisConnection {
    @Override
    public RedisConnection exceptionHandler(@Nullable Handler<Throwable> handler) {
      return this;
    }

    @Override
    public RedisConnection handler(@Nullable Handler<Response> handler) {
      return this;
    }

    @Override
    public RedisConnection pause() {
      return this;
    }

    @Override
    public RedisConnection resume() {
      return this;
    }

    @Override
    public RedisConnection fetch(long amount) {
      return this;
    }

    @Override
    public RedisConnection endHandler(@Nullable Handler<Void> handler) {
      return this;
    }

    @Override
    public Future<@Nullable Response> send(Request command) {
      return Promise.<@Nullable Response>promise().future();
    }

    @Override
    public Future<List<@Nullable Response>> batch(List<Request> commands) {
      return Promise.<List<@Nullable Response>>promise().future();
    }

    @Override
    public Future<Void> close() {
      return Future.succeededFuture();
    }

    @Override
    public boolean pendingQueueFull() {
      return false;
    }
  }

  private record Client(Future<RedisConnection> connect) implements Redis {
    @Override
    public Future<Void> close() {
      return Future.succeededFuture();
    }

    @Override
    public Future<@Nullable Response> send(Request command) {
      return Future.failedFuture("not asked here");
    }

    @Override
    public Future<List<@Nullable Response>> batch(List<Request> commands) {
      return Future.failedFuture("not asked here");
    }
  }
}
