package dev.sessionkeeper.sidecar.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Messages that do not come must not go unnoticed: they tell of newer generations.
class NewsTest {
  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final List<Redis> lost = new ArrayList<>();
  private final News news = new News(vertx, "shop:done", lost::add, (_, _) -> {});

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
