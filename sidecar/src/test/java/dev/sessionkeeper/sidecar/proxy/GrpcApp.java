package dev.sessionkeeper.sidecar.proxy;

import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCall.Listener;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

/// An application that serves gRPC with the published library; messages are texts.
final class GrpcApp implements AutoCloseable {
  static final MethodDescriptor<String, String> ECHO = method("Echo", MethodType.UNARY);
  static final MethodDescriptor<String, String> COUNT =
      method("Count", MethodType.SERVER_STREAMING);
  static final MethodDescriptor<String, String> JOIN = method("Join", MethodType.CLIENT_STREAMING);
  static final MethodDescriptor<String, String> TALK = method("Talk", MethodType.BIDI_STREAMING);
  static final MethodDescriptor<String, String> DENY = method("Deny", MethodType.UNARY);
  static final MethodDescriptor<String, String> WAIT = method("Wait", MethodType.UNARY);
  static final MethodDescriptor<String, String> FLOOD =
      method("Flood", MethodType.SERVER_STREAMING);
  static final MethodDescriptor<String, String> IGNORE =
      method("Ignore", MethodType.CLIENT_STREAMING);
  static final Metadata.Key<String> WORD =
      Metadata.Key.of("x-word", Metadata.ASCII_STRING_MARSHALLER);

  final BlockingQueue<Metadata> seen = new LinkedBlockingQueue<>();
  final CountDownLatch waiting = new CountDownLatch(1);
  final CountDownLatch cancelled = new CountDownLatch(1);
  final AtomicLong flooded = new AtomicLong();
  private final Server server;

  GrpcApp() {
    var service =
        ServerServiceDefinition.builder("shop.Shop")
            .addMethod(ECHO, ServerCalls.asyncUnaryCall(GrpcApp::echo))
            .addMethod(COUNT, ServerCalls.asyncServerStreamingCall(GrpcApp::count))
            .addMethod(JOIN, ServerCalls.asyncClientStreamingCall(GrpcApp::join))
            .addMethod(TALK, ServerCalls.asyncBidiStreamingCall(GrpcApp::talk))
            .addMethod(DENY, ServerCalls.asyncUnaryCall(GrpcApp::deny))
            .addMethod(WAIT, ServerCalls.asyncUnaryCall(this::await))
            .addMethod(FLOOD, ServerCalls.asyncServerStreamingCall(this::flood))
            .addMethod(IGNORE, GrpcApp::ignore)
            .build();
    server =
        Wire.io(
            () ->
                NettyServerBuilder.forAddress(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                    .intercept(new Notes())
                    .addService(service)
                    .build()
                    .start());
  }

  int port() {
    return server.getPort();
  }

  /// Remembers the metadata of each call and adds a trailer.
  private final class Notes implements ServerInterceptor {
    @Override
    public <Q, A> Listener<Q> interceptCall(
        ServerCall<Q, A> call, Metadata metadata, ServerCallHandler<Q, A> next) {
      seen.add(metadata);
      return next.startCall(new Trailing<>(call), metadata);
    }
  }

  /// Adds a word to the trailers.
  private static final class Trailing<Q, A>
      extends io.grpc.ForwardingServerCall.SimpleForwardingServerCall<Q, A> {
    Trailing(ServerCall<Q, A> call) {
      super(call);
    }

    @Override
    public void close(Status status, Metadata trailers) {
      trailers.put(WORD, "good-bye");
      super.close(status, trailers);
    }
  }

  private static void echo(String message, StreamObserver<String> answers) {
    answers.onNext(message);
    answers.onCompleted();
  }

  private static void count(String message, StreamObserver<String> answers) {
    for (int number = 1; number <= Integer.parseInt(message); number++) {
      answers.onNext(Integer.toString(number));
    }
    answers.onCompleted();
  }

  private static StreamObserver<String> join(StreamObserver<String> answers) {
    var all = new StringBuilder();
    return new Reader(
        all::append,
        () -> {
          answers.onNext(all.toString());
          answers.onCompleted();
        });
  }

  private static StreamObserver<String> talk(StreamObserver<String> answers) {
    return new Reader(message -> answers.onNext("> " + message), answers::onCompleted);
  }

  private static void deny(String message, StreamObserver<String> answers) {
    answers.onError(Status.PERMISSION_DENIED.withDescription("not " + message).asException());
  }

  private void await(String message, StreamObserver<String> answers) {
    Context.current().addListener(_ -> cancelled.countDown(), Runnable::run);
    waiting.countDown();
  }

  private void flood(String message, StreamObserver<String> answers) {
    var call = (ServerCallStreamObserver<String>) answers;
    call.setOnReadyHandler(
        () -> {
          while (call.isReady()) {
            flooded.addAndGet(message.length());
            call.onNext(message);
          }
        });
    call.setOnCancelHandler(cancelled::countDown);
  }

  /// Takes no message at all.
  private static <Q, A> Listener<Q> ignore(ServerCall<Q, A> call, Metadata metadata) {
    return new Listener<>() {};
  }

  /// Reads what a client streams.
  record Reader(java.util.function.Consumer<String> each, Runnable last)
      implements StreamObserver<String> {
    @Override
    public void onNext(String message) {
      each.accept(message);
    }

    @Override
    public void onError(Throwable failure) {}

    @Override
    public void onCompleted() {
      last.run();
    }
  }

  private static MethodDescriptor<String, String> method(String name, MethodType type) {
    return MethodDescriptor.<String, String>newBuilder()
        .setType(type)
        .setFullMethodName("shop.Shop/" + name)
        .setRequestMarshaller(new Text())
        .setResponseMarshaller(new Text())
        .build();
  }

  /// Texts as UTF-8; no generated code needed.
  private static final class Text implements MethodDescriptor.Marshaller<String> {
    @Override
    public InputStream stream(String value) {
      return new ByteArrayInputStream(value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String parse(InputStream stream) {
      try {
        return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public void close() {
    server.shutdownNow();
  }
}
