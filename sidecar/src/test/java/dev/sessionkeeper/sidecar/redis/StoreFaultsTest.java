package dev.sessionkeeper.sidecar.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sessionkeeper.sidecar.session.RefreshOutcome;
import dev.sessionkeeper.sidecar.session.RefreshOutcome.Refreshed;
import dev.sessionkeeper.sidecar.session.RefreshOutcome.Source;
import dev.sessionkeeper.sidecar.store.StoreEvents.Result;
import io.vertx.core.Future;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// With a store that does not serve, refreshes go on as without one, and nobody waits long for it.
class StoreFaultsTest {
  private final List<AutoCloseable> opened = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (var one : opened.reversed()) {
      one.close();
    }
  }

  private <C extends AutoCloseable> C closing(C one) {
    opened.add(one);
    return one;
  }

  @Test
  void aKilledStoreIsDoneWithoutAndUsedAgainOnceItIsBack() {
    var redis = closing(RedisServer.start());
    var replicas = closing(Replicas.before(redis.address())).awaitUp();

    redis.kill();
    replicas.awaitDown();
    assertRefreshes(replicas);
    redis.startAgain();
    replicas.awaitUp();

    assertShared(replicas);
  }

  @Test
  void aFrozenStoreHoldsNoRequestForLongerThanItsTimeout() {
    var redis = closing(RedisServer.start());
    var replicas = closing(Replicas.before(redis.address())).awaitUp();
    redis.freeze();

    assertRefreshes(replicas);
    replicas.awaitDown();
    var began = System.nanoTime();
    assertRefreshes(replicas);

    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
    redis.thaw();
    replicas.awaitUp();
    assertShared(replicas);
  }

  @Test
  void aFullStoreIsDoneWithout() {
    var redis = closing(RedisServer.start());
    var replicas = closing(Replicas.before(redis.address())).awaitUp();
    redis.ask("CONFIG", "SET", "maxmemory", "1");

    assertRefreshes(replicas);
    assertThat(replicas.heard(0).results).contains(Result.REFUSED);
    redis.ask("CONFIG", "SET", "maxmemory", "0");

    assertShared(replicas);
  }

  @Test
  void aStoreThatIsFlushedDuringARefreshLosesNobody() {
    var redis = closing(RedisServer.start());
    var replicas = closing(Replicas.before(redis.address())).awaitUp();
    var old = replicas.newSession();
    var first = Replicas.session(replicas.get(0).refresh(old));
    redis.ask("FLUSHALL");

    var second = Replicas.session(replicas.get(1).refresh(old));

    assertThat(second.refreshToken()).isEqualTo(first.refreshToken());
    assertThat(replicas.get(2).refresh(first)).isInstanceOf(Refreshed.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+PONG\r\n",
        "$-1\r\n",
        "-ERR no\r\n",
        "*0\r\n",
        "HTTP/1.1 400 Bad\r\n\r\n",
        "$9999999999\r\n",
        ":1\r\n"
      })
  void aServerThatTalksNonsenseIsDoneWithout(String answer) throws IOException {
    var nonsense = closing(new Nonsense(answer));
    var replicas = closing(Replicas.before("127.0.0.1:" + nonsense.port()));

    assertRefreshes(replicas);
  }

  @Test
  void aWrongPasswordIsDoneWithout() {
    var redis = closing(RedisServer.start("--requirepass", "right"));
    var settings = new Replicas.Settings(Replicas.config(redis.address()));
    settings.password = Optional.of("wrong");
    var replicas = closing(new Replicas(settings)).awaitDown();

    assertRefreshes(replicas);
    assertThat(replicas.heard(0).turns).contains("DOWN WRONGPASS");
  }

  @Test
  void aPasswordThatIsReplacedIsTakenUpWithoutARestart() {
    var redis = closing(RedisServer.start("--requirepass", "old"));
    var inFile = new AtomicReference<>("old");
    var settings = new Replicas.Settings(Replicas.config(redis.address()));
    settings.passwordFile = Optional.of(() -> StoreSecrets.Password.of(inFile.get() + "\n"));
    var replicas = closing(new Replicas(settings)).awaitUp();

    redis.askedWith("-a", "old").ask("CONFIG", "SET", "requirepass", "new");
    redis.askedWith("-a", "new").ask("CLIENT", "KILL", "TYPE", "normal");
    redis.ask("CLIENT", "KILL", "TYPE", "pubsub");
    await().atMost(RedisServer.PATIENCE).until(() -> isRefused(replicas));
    assertRefreshes(replicas);
    inFile.set("new");
    replicas.awaitUp();

    assertShared(replicas);
  }

  private static boolean isRefused(Replicas replicas) {
    return replicas
        .atStore(0, store -> Future.succeededFuture(store.outage()))
        .equals(Optional.of("WRONGPASS"));
  }

  @Test
  void anAclUserWithTheRightsOfThePageIsEnough() {
    var redis = closing(RedisServer.start());
    redis.ask(
        "ACL",
        "SETUSER",
        "sidecar",
        "on",
        ">right",
        "~shop:*",
        "&shop:*",
        "-@all",
        "+hello",
        "+auth",
        "+ping",
        "+eval",
        "+get",
        "+set",
        "+del",
        "+pttl",
        "+pexpire",
        "+hmget",
        "+hset",
        "+time",
        "+publish",
        "+subscribe",
        "+cluster|slots");
    var settings =
        new Replicas.Settings(
            StoreConfigs.like(Replicas.config(redis.address())).user("sidecar").build());
    settings.password = Optional.of("right");
    var replicas = closing(new Replicas(settings)).awaitUp();

    assertShared(replicas);
    assertThat(replicas.heard(0).results).containsOnly(Result.ANSWERED);
  }

  private static void assertRefreshes(Replicas replicas) {
    var outcomes = replicas.refreshEverywhere(replicas.newSession(), 3);

    Replicas.assertOneSession(outcomes);
  }

  private static void assertShared(Replicas replicas) {
    var before = replicas.tokenCalls();
    var outcomes = replicas.refreshEverywhere(replicas.newSession(), 3);

    Replicas.assertOneSession(outcomes);
    assertThat(replicas.tokenCalls() - before).isEqualTo(1);
    assertThat(outcomes.stream().filter(StoreFaultsTest::isShared)).hasSize(2);
  }

  private static boolean isShared(RefreshOutcome outcome) {
    return outcome instanceof Refreshed(_, var source) && source == Source.SHARED_STORE;
  }

  /// A server that gives one answer to everything.
  private static final class Nonsense implements AutoCloseable {
    private final ServerSocket server;
    private final byte[] answer;

    Nonsense(String answer) throws IOException {
      this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      this.answer = answer.getBytes(StandardCharsets.UTF_8);
      var _ = Thread.ofVirtual().start(this::serve);
    }

    int port() {
      return server.getLocalPort();
    }

    private void serve() {
      try {
        while (true) {
          var socket = server.accept();
          var _ = Thread.ofVirtual().start(() -> talk(socket));
        }
      } catch (IOException e) {
        assertThat(server.isClosed()).isTrue();
      }
    }

    private void talk(Socket socket) {
      try (socket) {
        while (socket.getInputStream().read(new byte[8_192]) > 0) {
          socket.getOutputStream().write(answer);
        }
      } catch (IOException e) {
        assertThat(e).as("the client has hung up").isNotNull();
      }
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }
}
