package dev.sessionkeeper.sidecar.redis;

import dev.sessionkeeper.sidecar.session.FatalCode;
import dev.sessionkeeper.sidecar.session.Session;
import dev.sessionkeeper.sidecar.store.KnownGeneration;
import dev.sessionkeeper.sidecar.store.Lease;
import dev.sessionkeeper.sidecar.store.Publication;
import dev.sessionkeeper.sidecar.store.StoreEvents.Operation;
import dev.sessionkeeper.sidecar.store.Subject;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A lease of this process, renewed three times over its length. Belongs to one event loop.
final class HeldLease implements Lease {
  // The newest generation has to be known for as long as browsers may come with an older one.
  private static final Duration GENERATION_KEPT = Duration.ofHours(1);
  // Long enough for those who wait, too short to stand against a newer generation.
  private static final Duration REFUSAL_KEPT = Duration.ofSeconds(5);

  private final RedisStore store;
  private final Subject subject;
  private final String owner;
  private final String fence;
  private final Vertx vertx;
  private final long timer;
  private boolean isRenewing;

  HeldLease(RedisStore store, Vertx vertx, Subject subject, String owner, String fence) {
    this.store = store;
    this.vertx = vertx;
    this.subject = subject;
    this.owner = owner;
    this.fence = fence;
    this.timer = vertx.setPeriodic(Math.max(1, store.leaseMillis() / 3), _ -> renew());
  }

  @Override
  public Future<Publication> publish(Session refreshed) {
    vertx.cancelTimer(timer);
    var generation = KnownGeneration.of(subject.session(), refreshed);
    var entry = store.vault().entry(refreshed, subject.entryKey());
    if (generation.isEmpty() || entry.isEmpty()) {
      release();
      return Future.succeededFuture(new Publication.Unusable());
    }
    var sealed = store.vault().generation(generation.get(), subject.generationKey());
    if (sealed.isEmpty()) {
      release();
      return Future.succeededFuture(new Publication.Unusable());
    }
    return store
        .ask(Operation.PUBLISH, publication(generation.get(), sealed.get(), entry.get()))
        .map(answer -> published(answer, generation.get()));
  }

  @Override
  public void refuse(FatalCode code) {
    end(store.vault().entry(code, subject.entryKey()).orElse(new byte[0]));
  }

  @Override
  public void release() {
    end(new byte[0]);
  }

  /// Not while the one before waits for its answer: a slow store would be asked ever more.
  private void renew() {
    if (isRenewing) {
      return;
    }
    isRenewing = true;
    var request =
        RedisStore.script(Scripts.RENEW, subject.leaseKey()).arg(owner).arg(store.leaseMillis());
    var _ =
        store
            .ask(Operation.RENEW, request)
            .onSuccess(
                answer -> {
                  isRenewing = false;
                  if (isTaken(answer)) {
                    vertx.cancelTimer(timer);
                  }
                });
  }

  /// Another one holds it; the fence keeps this one from doing harm.
  private static boolean isTaken(Answer answer) {
    return answer instanceof Answer.Reply(var response)
        && ClaimReply.text(response).filter("0"::equals).isPresent();
  }

  private void end(byte[] entry) {
    vertx.cancelTimer(timer);
    var request =
        RedisStore.script(Scripts.RELEASE, subject.leaseKey(), subject.entryKey())
            .arg(owner)
            .arg(store.channel())
            .arg(subject.tag())
            .arg(entry)
            .arg(REFUSAL_KEPT.toMillis());
    var _ = store.ask(Operation.RELEASE, request);
  }

  private Request publication(KnownGeneration generation, byte[] sealed, byte[] entry) {
    var order = generation.order();
    return RedisStore.script(
            Scripts.PUBLISH, subject.leaseKey(), subject.entryKey(), subject.generationKey())
        .arg(owner)
        .arg(store.channel())
        .arg(News.message(subject.tag(), sealed))
        .arg(fence)
        .arg(order.counter())
        .arg(order.issuedAt())
        .arg(order.expiresAt())
        .arg(sealed)
        .arg(entry)
        .arg(store.entryMillis())
        .arg(GENERATION_KEPT.toMillis());
  }

  private Publication published(Answer answer, KnownGeneration mine) {
    return switch (answer) {
      case Answer.None _ -> new Publication.Unusable();
      case Answer.Reply(var response) -> published(response, mine);
    };
  }

  /// A refusal counts only with the proof that a newer generation was published.
  private Publication published(@Nullable Response response, KnownGeneration mine) {
    if (ClaimReply.element(response, 0)
        .map(Buffer::toString)
        .filter("stored"::equals)
        .isPresent()) {
      return new Publication.Stored();
    }
    return ClaimReply.element(response, 1)
        .flatMap(proof -> store.vault().generation(proof.getBytes(), subject.generationKey()))
        .filter(newest -> newest.order().isNewerThan(mine.order()))
        .<Publication>map(Publication.Outdated::new)
        .orElseGet(Publication.Unusable::new);
  }
}
