package dev.sessionkeeper.sidecar.redis;

import dev.sessionkeeper.contract.SidecarConfig;
import dev.sessionkeeper.sidecar.store.Claim;
import dev.sessionkeeper.sidecar.store.Entry;
import dev.sessionkeeper.sidecar.store.KnownGeneration;
import dev.sessionkeeper.sidecar.store.SharedStore;
import dev.sessionkeeper.sidecar.store.StoreEvents;
import dev.sessionkeeper.sidecar.store.StoreEvents.Operation;
import dev.sessionkeeper.sidecar.store.Subject;
import dev.sessionkeeper.sidecar.store.Vault;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.ResponseType;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// The shared store in Redis or Valkey. Belongs to one event loop.
public final class RedisStore implements SharedStore {
  // Three of them pass before a connection counts as cut.
  private static final Duration SILENCE = Duration.ofSeconds(5);
  // A refresh that could not share its result still has two thirds of its time.
  private static final int SHARE_OF_LINE = 3;

  private final Vertx vertx;
  private final Vault vault;
  private final Link link;
  private final News news;
  private final StoreEvents events;
  private final String prefix;
  private final Questions questions;
  private final long leaseMillis;
  private final long entryMillis;
  private final String process = UUID.randomUUID().toString();
  private BiConsumer<String, KnownGeneration> heard = (_, _) -> {};
  private Consumer<String> ended = _ -> {};
  private long claims;

  private RedisStore(
      Vertx vertx,
      SidecarConfig.Refresh rules,
      StoreSecrets secrets,
      Vault vault,
      LongSupplier nanos,
      StoreEvents events) {
    var config = rules.sharedStore();
    this.vertx = vertx;
    this.vault = vault;
    this.prefix = config.prefix();
    this.events = events;
    this.leaseMillis = config.lease().toMillis();
    this.entryMillis = rules.replay().toMillis();
    var life = new News.Life(this::speak, SILENCE);
    this.news = new News(vertx, config.prefix() + ":done", this::lost, this::published, life);
    var clients = new Clients(vertx, config, secrets);
    this.link = new Link(vertx, clients, config.timeout(), events, news::listen);
    this.questions = new Questions(link, events, nanos, rules.timeout().dividedBy(SHARE_OF_LINE));
  }

  /// Begins to connect.
  ///
  /// @param rules which must have a shared store
  /// @param nanos a monotonic clock in nanoseconds
  public static SharedStore open(
      Vertx vertx,
      SidecarConfig.Refresh rules,
      StoreSecrets secrets,
      Vault vault,
      LongSupplier nanos,
      StoreEvents events) {
    var store = new RedisStore(vertx, rules, secrets, vault, nanos, events);
    vertx.runOnContext(_ -> store.link.start());
    return store;
  }

  @Override
  public Future<Claim> claim(Subject subject, Duration patience) {
    if (!vault.isUsable()) {
      return Future.succeededFuture(new Claim.Unusable());
    }
    claims++;
    var owner = process + "-" + claims;
    var request =
        script(Scripts.CLAIM, subject.leaseKey(), subject.entryKey(), subject.generationKey())
            .arg(owner)
            .arg(leaseMillis);
    return questions
        .ask(
            Operation.CLAIM,
            request,
            response -> !(ClaimReply.of(response) instanceof ClaimReply.Nonsense))
        .map(
            answer ->
                switch (answer) {
                  case Answer.None _ -> new Claim.Unusable();
                  case Answer.Reply(var response) ->
                      claim(ClaimReply.of(response), subject, owner, patience);
                });
  }

  private Claim claim(ClaimReply reply, Subject subject, String owner, Duration patience) {
    return switch (reply) {
      case ClaimReply.Nonsense() -> new Claim.Unusable();
      case ClaimReply.Busy(var left) -> new Claim.Busy(news.next(subject.tag(), left, patience));
      case ClaimReply.Known(var sealed) ->
          entry(sealed, subject).<Claim>map(Claim.Known::new).orElseGet(Claim.Unusable::new);
      case ClaimReply.Held(var fence, var sealed) ->
          new Claim.Held(
              new HeldLease(this, vertx, subject, owner, fence),
              vault.generation(sealed.getBytes(), subject.generationKey()));
    };
  }

  @Override
  public Future<Optional<Entry>> find(Subject subject) {
    return questions
        .ask(
            Operation.FIND,
            Request.cmd(Command.GET).arg(subject.entryKey()),
            response -> response == null || response.type() == ResponseType.BULK)
        .map(
            answer ->
                answer instanceof Answer.Reply(var response)
                    ? ClaimReply.bytes(response).flatMap(bytes -> entry(bytes, subject))
                    : Optional.<Entry>empty());
  }

  private Optional<Entry> entry(Buffer sealed, Subject subject) {
    var entry = vault.entry(sealed.getBytes(), subject.entryKey());
    if (entry.isEmpty()) {
      events.sealedOtherwise();
    }
    return entry;
  }

  @Override
  public void onGeneration(BiConsumer<String, KnownGeneration> listener) {
    this.heard = listener;
  }

  @Override
  public void tellSignOut(Subject subject) {
    vault.end(subject.generationKey()).ifPresent(end -> speak(News.message(subject.tag(), end)));
  }

  @Override
  public void onSignOut(Consumer<String> listener) {
    this.ended = listener;
  }

  private void published(String tag, byte[] sealed) {
    var place = Subject.generationKey(prefix, tag);
    if (vault.isEnd(sealed, place)) {
      ended.accept(tag);
    } else {
      vault.generation(sealed, place).ifPresent(newest -> heard.accept(tag, newest));
    }
  }

  @Override
  public Optional<String> outage() {
    return link.outage();
  }

  @Override
  public void close() {
    link.close();
  }

  Future<Answer> ask(Operation operation, Request request) {
    return questions.ask(operation, request, Objects::nonNull);
  }

  Vault vault() {
    return vault;
  }

  String channel() {
    return news.channel();
  }

  long leaseMillis() {
    return leaseMillis;
  }

  long entryMillis() {
    return entryMillis;
  }

  static Request script(String text, String... keys) {
    var request = Request.cmd(Command.EVAL).arg(text).arg(keys.length);
    for (var key : keys) {
      request.arg(key);
    }
    return request;
  }

  private void speak(String message) {
    var _ = link.ask(Request.cmd(Command.PUBLISH).arg(news.channel()).arg(message));
  }

  private void lost(Redis client) {
    link.lost(client, "connection");
  }
}
