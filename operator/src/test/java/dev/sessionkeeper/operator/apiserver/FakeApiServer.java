package dev.sessionkeeper.operator.apiserver;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;

/// An API server as far as the operator speaks to one, over a real socket: objects, lists in pages,
/// watches over WebSockets. Knows no selectors, no schemas and no rights but those that are taken.
public final class FakeApiServer implements AutoCloseable {
  private static final String GATEWAY = "/apis/gateway.networking.k8s.io/v1";
  private static final String RULES = "selfsubjectrulesreviews";

  private final HttpServer server;
  private final ReentrantLock lock = new ReentrantLock();
  private final StoredObjects objects = new StoredObjects();
  private final List<Watch> watches = new ArrayList<>();
  private final Queue<String> calls = new ConcurrentLinkedQueue<>();
  private final Set<String> forbidden = ConcurrentHashMap.newKeySet();

  private record Watch(ResourcePath collection, ServerWebSocket socket) {}

  /// Starts it on a free port of the loopback.
  public FakeApiServer(Vertx vertx) {
    server = vertx.createHttpServer().requestHandler(this::handle).listen(0, "127.0.0.1").await();
  }

  public String url() {
    return "http://127.0.0.1:" + server.actualPort();
  }

  /// A new client of it; who asks for it closes it.
  public KubernetesClient client() {
    return new KubernetesClientBuilder()
        .withConfig(new ConfigBuilder(Config.empty()).withMasterUrl(url()).build())
        .build();
  }

  /// From now on nobody may list or watch a kind of objects.
  ///
  /// @param everywhere its path without a namespace
  public void forbid(String everywhere) {
    forbidden.add(everywhere);
  }

  /// From now on everybody may again.
  public void allow(String everywhere) {
    forbidden.remove(everywhere);
  }

  /// Ends the watches of a kind of objects; who watches may try again.
  ///
  /// @param everywhere its path without a namespace
  public void cut(String everywhere) {
    locked(
        () ->
            watches.stream()
                .filter(watch -> watch.collection().everywhere().equals(everywhere))
                .map(Watch::socket)
                .toList()
                .forEach(ServerWebSocket::close));
  }

  /// From now on one call is answered 403.
  public void refuse(String method, String path) {
    forbidden.add(method + " " + path);
  }

  /// From now on it is answered again.
  public void takeBack(String method, String path) {
    forbidden.remove(method + " " + path);
  }

  /// Puts an object, and tells those who watch.
  public void put(String path, JsonObject object) {
    var target = ResourcePath.of(path);
    locked(() -> tell(objects.get(target).isPresent(), objects.put(target, object)));
  }

  /// What was asked since the last look: method and path, then `?watch` for a watch.
  public List<String> takeCalls() {
    var taken = new ArrayList<String>();
    for (var call = calls.poll(); call != null; call = calls.poll()) {
      taken.add(call);
    }
    return taken;
  }

  /// An object as it is now; an empty one if there is none.
  public JsonObject get(String path) {
    lock.lock();
    try {
      return objects
          .get(ResourcePath.of(path))
          .map(entry -> entry.object().copy())
          .orElseGet(JsonObject::new);
    } finally {
      lock.unlock();
    }
  }

  /// All objects of a collection, in the order of their names.
  ///
  /// @param collection its path, in one namespace or in all
  public List<JsonObject> list(String collection) {
    lock.lock();
    try {
      return objects.page(ResourcePath.of(collection), "", Integer.MAX_VALUE).stream()
          .map(entry -> entry.object().copy())
          .toList();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    server.close().await();
  }

  private void handle(HttpServerRequest request) {
    var path = ResourcePath.of(String.valueOf(request.path()));
    var watch = "true".equals(request.getParam("watch"));
    calls.add(request.method() + " " + request.path() + (watch ? "?watch" : ""));
    var kind = path.name().isEmpty() ? path.everywhere() : "";
    if (forbidden.contains(kind) || forbidden.contains(request.method() + " " + request.path())) {
      problem(request, 403, path.everywhere() + " is forbidden");
    } else if (watch) {
      request.toWebSocket().onSuccess(socket -> watch(path, request, socket));
    } else {
      request.body().onSuccess(body -> locked(() -> answer(request, path, body)));
    }
  }

  private void watch(ResourcePath path, HttpServerRequest request, ServerWebSocket socket) {
    var seen = Long.parseLong(request.getParam("resourceVersion", "0"));
    var watch = new Watch(path, socket);
    socket.closeHandler(_ -> locked(() -> watches.remove(watch)));
    locked(
        () -> {
          watches.add(watch);
          objects.since(path, seen).forEach(entry -> send(socket, "MODIFIED", entry));
        });
  }

  private void answer(HttpServerRequest request, ResourcePath path, Buffer body) {
    if (path.plural().isEmpty()) {
      about(request, path);
    } else if (HttpMethod.GET.equals(request.method()) && path.name().isEmpty()) {
      reply(request, 200, page(request, path));
    } else if (HttpMethod.GET.equals(request.method())) {
      objects
          .get(path)
          .ifPresentOrElse(
              entry -> reply(request, 200, entry.object()),
              () -> problem(request, 404, path.text() + " not found"));
    } else {
      write(request, path, body);
    }
  }

  private void write(HttpServerRequest request, ResourcePath path, Buffer body) {
    if (HttpMethod.DELETE.equals(request.method())) {
      objects.remove(path);
      reply(request, 200, new JsonObject().put("kind", "Status").put("status", "Success"));
      return;
    }
    var object = body.toJsonObject();
    if (path.plural().equals(RULES)) {
      reply(request, 201, object.put("status", everything()));
      return;
    }
    var target = path.name().isPresent() ? path : path.named(nameOf(object));
    if (HttpMethod.PUT.equals(request.method()) && objects.isNewerThan(target, object)) {
      problem(request, 409, target.text() + " was changed meanwhile");
      return;
    }
    var before = objects.get(target).isPresent();
    var written =
        HttpMethod.PATCH.equals(request.method())
            ? objects.merge(target, object)
            : objects.put(target, object);
    tell(before, written);
    reply(request, before ? 200 : 201, written.object());
  }

  private void about(HttpServerRequest request, ResourcePath path) {
    switch (path.api()) {
      case "/version" -> reply(request, 200, new JsonObject().put("major", "1").put("minor", "34"));
      case GATEWAY -> reply(request, 200, routes());
      default -> problem(request, 404, path.api() + " not found");
    }
  }

  private JsonObject page(HttpServerRequest request, ResourcePath path) {
    var limit = Integer.parseInt(request.getParam("limit", "1000000"));
    var found = objects.page(path, request.getParam("continue", ""), limit);
    var metadata = new JsonObject().put("resourceVersion", Long.toString(objects.version()));
    if (found.size() == limit) {
      metadata.put("continue", found.getLast().path().text());
    }
    var items = new JsonArray(found.stream().map(StoredObjects.Entry::object).toList());
    return new JsonObject().put("kind", "List").put("metadata", metadata).put("items", items);
  }

  private void tell(boolean known, StoredObjects.Entry entry) {
    watches.stream()
        .filter(watch -> watch.collection().holds(entry.path()))
        .forEach(watch -> send(watch.socket(), known ? "MODIFIED" : "ADDED", entry));
  }

  private static void send(ServerWebSocket socket, String type, StoredObjects.Entry entry) {
    var event = new JsonObject().put("type", type).put("object", entry.object());
    var _ = socket.writeTextMessage(event.encode());
  }

  private void locked(Runnable work) {
    lock.lock();
    try {
      work.run();
    } finally {
      lock.unlock();
    }
  }

  private static String nameOf(JsonObject object) {
    var metadata = object.getJsonObject("metadata", new JsonObject());
    return metadata.getString("name", metadata.getString("generateName", "") + System.nanoTime());
  }

  private static JsonObject routes() {
    var route =
        new JsonObject().put("name", "httproutes").put("kind", "HTTPRoute").put("namespaced", true);
    return new JsonObject()
        .put("kind", "APIResourceList")
        .put("groupVersion", GATEWAY.substring("/apis/".length()))
        .put("resources", new JsonArray().add(route));
  }

  private static JsonObject everything() {
    var all = new JsonArray().add("*");
    var rule =
        new JsonObject().put("apiGroups", all).put("resources", all).put("verbs", all.copy());
    return new JsonObject().put("resourceRules", new JsonArray().add(rule));
  }

  private static void problem(HttpServerRequest request, int code, String message) {
    var status = new JsonObject().put("kind", "Status").put("apiVersion", "v1");
    reply(request, code, status.put("code", code).put("message", message));
  }

  private static void reply(HttpServerRequest request, int code, JsonObject body) {
    var _ =
        request
            .response()
            .setStatusCode(code)
            .putHeader("Content-Type", "application/json")
            .end(body.encode());
  }
}
