package dev.sessionkeeper.sidecar.proxy;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sessionkeeper.contract.RouteConfig.SessionRule;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// gRPC with the published library on both sides: client, sidecar (`listener.h2c`), application
/// (`upstream.protocol: H2C`).
class GrpcTest {
  private static final Metadata.Key<String> COOKIE =
      Metadata.Key.of("cookie", Metadata.ASCII_STRING_MARSHALLER);
  private static final Metadata.Key<String> STATE =
      Metadata.Key.of("x-sessionkeeper-state", Metadata.ASCII_STRING_MARSHALLER);
  private static final Metadata.Key<String> SET_COOKIE =
      Metadata.Key.of("set-cookie", Metadata.ASCII_STRING_MARSHALLER);
  private static final long PATIENCE_SECONDS = 20;
  private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(4);
  private static final int PIECE = 16 * 1024;
  private static final long FAR_MORE_THAN_WINDOWS = 64L << 20;

  private final GrpcApp app = new GrpcApp();
  private final Stage stage =
      Stage.with(
          new TestConfig()
              .h2c()
              .h2cUpstream()
              .app(app.port())
              .responseTimeout(RESPONSE_TIMEOUT)
              .routes(
                  TestConfig.route("/shop.Shop/Deny", SessionRule.REFRESH, ""),
                  TestConfig.route("/admin.Admin/*", SessionRule.REQUIRE, "")));
  private final ManagedChannel channel =
      NettyChannelBuilder.forAddress("127.0.0.1", stage.port()).usePlaintext().build();

  @AfterEach
  void close() {
    channel.shutdownNow();
    stage.close();
    app.close();
  }

  @Test
  @DisplayName("gRPC: a unary call passes with its session refreshed, trailers and all")
  void aUnaryCallPasses() throws InterruptedException {
    var expired = Sessions.expired(stage.signUp());
    var metadata = new Metadata();
    metadata.put(COOKIE, Sessions.pairs(expired));
    var heads = new AtomicReference<Metadata>();
    var trailers = new AtomicReference<Metadata>();
    var calling =
        ClientInterceptors.intercept(
            channel,
            MetadataUtils.newAttachHeadersInterceptor(metadata),
            MetadataUtils.newCaptureMetadataInterceptor(heads, trailers));

    var answer = ClientCalls.blockingUnaryCall(calling, GrpcApp.ECHO, options(), "hello");

    assertThat(answer).isEqualTo("hello");
    var seen = app.seen.take();
    assertThat(seen.get(STATE)).isEqualTo("refreshed");
    assertThat(Sessions.inHeader(requireNonNull(seen.get(COOKIE))).refreshToken())
        .isNotEqualTo(expired.refreshToken());
    assertThat(heads.get().getAll(SET_COOKIE)).isNotNull();
    assertThat(trailers.get().get(GrpcApp.WORD)).isEqualTo("good-bye");
  }

  @Test
  @DisplayName("gRPC: a large message passes both ways")
  void aLargeMessagePasses() {
    var large = "x".repeat(3 << 20);

    var answer = ClientCalls.blockingUnaryCall(channel, GrpcApp.ECHO, options(), large);

    assertThat(answer).isEqualTo(large);
  }

  @Test
  @DisplayName("gRPC: what the server streams arrives in order")
  void theServerStreams() {
    var answers = new ArrayList<String>();

    ClientCalls.blockingServerStreamingCall(channel, GrpcApp.COUNT, options(), "1000")
        .forEachRemaining(answers::add);

    assertThat(answers).hasSize(1_000).startsWith("1", "2", "3").endsWith("999", "1000");
  }

  @Test
  @DisplayName("gRPC: what the client streams arrives in order")
  void theClientStreams() throws InterruptedException {
    var answers = new Answers();
    var requests =
        ClientCalls.asyncClientStreamingCall(channel.newCall(GrpcApp.JOIN, options()), answers);

    for (var word : List.of("a", "b", "c")) {
      requests.onNext(word);
    }
    requests.onCompleted();

    assertThat(answers.next()).isEqualTo("abc");
    assertThat(answers.status().getCode()).isEqualTo(Status.Code.OK);
  }

  @Test
  @DisplayName("gRPC: both sides talk in turn on one stream")
  void bothSidesTalk() throws InterruptedException {
    var answers = new Answers();
    var requests =
        ClientCalls.asyncBidiStreamingCall(channel.newCall(GrpcApp.TALK, options()), answers);

    for (var word : List.of("one", "two", "three")) {
      requests.onNext(word);
      assertThat(answers.next()).isEqualTo("> " + word);
    }
    requests.onCompleted();

    assertThat(answers.status().getCode()).isEqualTo(Status.Code.OK);
  }

  @Test
  @DisplayName("gRPC: an error that consists of trailers alone arrives as it was said")
  void anErrorOfTrailersAlone() {
    assertThatThrownBy(() -> ClientCalls.blockingUnaryCall(channel, GrpcApp.DENY, options(), "you"))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            error -> {
              assertThat(error.getStatus().getCode()).isEqualTo(Status.Code.PERMISSION_DENIED);
              assertThat(error.getStatus().getDescription()).isEqualTo("not you");
              assertThat(requireNonNull(error.getTrailers()).get(GrpcApp.WORD))
                  .isEqualTo("good-bye");
            });
  }

  @Test
  @DisplayName("gRPC: a call that the client cancels is cancelled at the application")
  void aCancelledCallIsCancelled() throws InterruptedException {
    var call = channel.newCall(GrpcApp.WAIT, options());
    ClientCalls.asyncUnaryCall(call, "x", new Answers());
    assertThat(app.waiting.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();

    call.cancel("enough", null);

    assertThat(app.cancelled.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  @DisplayName("gRPC: a deadline ends the call on both sides")
  void aDeadlineEndsTheCall() throws InterruptedException {
    var soon = CallOptions.DEFAULT.withDeadlineAfter(500, TimeUnit.MILLISECONDS);

    assertThatThrownBy(() -> ClientCalls.blockingUnaryCall(channel, GrpcApp.WAIT, soon, "x"))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            error ->
                assertThat(error.getStatus().getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED));
    assertThat(app.cancelled.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  @DisplayName("gRPC: a client that reads nothing makes the application stop")
  void aClientThatReadsNothingStopsTheApplication() throws InterruptedException {
    var call = channel.newCall(GrpcApp.FLOOD, options());
    call.start(new ClientCall.Listener<String>() {}, new Metadata());
    call.request(1);
    call.sendMessage("x".repeat(PIECE));
    call.halfClose();

    Awaitility.await().until(() -> app.flooded.get() > 0);
    Awaitility.await()
        .during(Duration.ofMillis(500))
        .atMost(Duration.ofSeconds(PATIENCE_SECONDS))
        .until(this::stillFlooded, before -> before.equals(stillFlooded()));

    assertThat(app.flooded.get()).isLessThan(FAR_MORE_THAN_WINDOWS);
    assertThat(ClientCalls.blockingUnaryCall(channel, GrpcApp.ECHO, options(), "hi"))
        .isEqualTo("hi");
    call.cancel("enough", null);
    assertThat(app.cancelled.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
  }

  private Long stillFlooded() {
    return app.flooded.get();
  }

  @Test
  @DisplayName("gRPC: an application that reads nothing makes the client stop")
  void anApplicationThatReadsNothingStopsTheClient() {
    var call = channel.newCall(GrpcApp.IGNORE, options());
    call.start(new ClientCall.Listener<String>() {}, new Metadata());
    var sent = 0L;

    for (int pause = 0; pause < 5; pause++) {
      while (call.isReady() && sent < FAR_MORE_THAN_WINDOWS) {
        call.sendMessage("x".repeat(PIECE));
        sent += PIECE;
      }
      Awaitility.await()
          .pollDelay(Duration.ofMillis(100))
          .atMost(Duration.ofSeconds(1))
          .until(() -> true);
    }

    assertThat(sent).isPositive().isLessThan(FAR_MORE_THAN_WINDOWS);
    assertThat(ClientCalls.blockingUnaryCall(channel, GrpcApp.ECHO, options(), "hi"))
        .isEqualTo("hi");
    call.cancel("enough", null);
  }

  @Test
  @DisplayName("gRPC: a method that requires a session is UNAUTHENTICATED without one")
  void aProtectedMethodStaysProtected() {
    var secret = GrpcApp.ECHO.toBuilder().setFullMethodName("admin.Admin/Echo").build();

    assertThat(failure(secret, options()))
        .returns(Status.Code.UNAUTHENTICATED, Status::getCode)
        .returns("This address needs a signed-in session.", Status::getDescription);
    assertThat(app.seen).isEmpty();
  }

  @Test
  @DisplayName("gRPC: an application that is down is UNAVAILABLE")
  void anApplicationThatIsDownIsUnavailable() {
    app.close();

    assertThat(failure(GrpcApp.ECHO, options()))
        .returns(Status.Code.UNAVAILABLE, Status::getCode)
        .returns("The application gave no answer that can be used.", Status::getDescription);
  }

  @Test
  @DisplayName("gRPC: an application that does not answer in time is DEADLINE_EXCEEDED")
  void anApplicationThatIsLateExceedsTheDeadline() {
    assertThat(failure(GrpcApp.WAIT, options()))
        .returns(Status.Code.DEADLINE_EXCEEDED, Status::getCode)
        .returns("The application gave no answer in time.", Status::getDescription);
  }

  @ParameterizedTest
  @CsvSource({
    "400, 13", "401, 16", "403, 7", "408, 4", "414, 8", "431, 8", "500, 13", "502, 14", "503, 14",
    "504, 4", "418, 2"
  })
  void everyAnswerOfOursHasAStatus(int http, int grpc) {
    assertThat(GrpcStatus.of(http).name()).isEqualTo(Status.fromCodeValue(grpc).getCode().name());
  }

  private Status failure(MethodDescriptor<String, String> method, CallOptions options) {
    var failure =
        catchThrowableOfType(
            StatusRuntimeException.class,
            () -> ClientCalls.blockingUnaryCall(channel, method, options, "x"));
    return failure.getStatus();
  }

  private static CallOptions options() {
    return CallOptions.DEFAULT.withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /// The answers of a call, one by one.
  private static final class Answers implements StreamObserver<String> {
    private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
    private final CompletableFuture<Status> end = new CompletableFuture<>();

    @Nullable String next() throws InterruptedException {
      return messages.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    Status status() {
      return end.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    @Override
    public void onNext(String message) {
      messages.add(message);
    }

    @Override
    public void onError(Throwable failure) {
      end.complete(Status.fromThrowable(failure));
    }

    @Override
    public void onCompleted() {
      end.complete(Status.OK);
    }
  }
}
