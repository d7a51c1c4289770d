package dev.sessionkeeper.sidecar.admin;

import dev.sessionkeeper.contract.AppProbe;
import dev.sessionkeeper.contract.AppProbes;
import dev.sessionkeeper.sidecar.probe.AppChecker;
import dev.sessionkeeper.sidecar.probe.CheckResult;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;

/// `/probe/CONTAINER/KIND`: makes the check that the pod's author asked the kubelet to make.
///
/// Only the checks that the pod states can be asked for, and of the application's answer only the
/// status comes back: the admin port is no second way to the application.
public final class ProbeRoutes {
  private final AppProbes probes;
  private final AppChecker checker;

  public ProbeRoutes(AppProbes probes, AppChecker checker) {
    this.probes = probes;
    this.checker = checker;
  }

  void handle(RoutingContext context) {
    var name = context.normalizedPath().substring(AppProbes.PATH.length());
    probes.find(name).ifPresentOrElse(probe -> check(context, name, probe), context::next);
  }

  private void check(RoutingContext context, String name, AppProbe probe) {
    checker
        .check(probe, asked(context.request()))
        .onSuccess(result -> answer(context, name, result));
  }

  private static AppChecker.Asked asked(HttpServerRequest request) {
    var authority = request.authority();
    return new AppChecker.Asked(
        authority == null ? "localhost" : authority.host(),
        Objects.requireNonNullElse(request.getHeader("User-Agent"), ""));
  }

  private static void answer(RoutingContext context, String name, CheckResult result) {
    switch (result) {
      case CheckResult.Answered(var status) -> text(context, isHook(name) ? 200 : seen(status), "");
      case CheckResult.Failed(var why) -> failed(context, name, why);
    }
  }

  /// The kubelet judges a hook by whether there was an answer at all, so there is none.
  private static void failed(RoutingContext context, String name, String why) {
    if (isHook(name)) {
      context.request().connection().close();
      return;
    }
    text(context, 503, why);
  }

  private static boolean isHook(String name) {
    return name.endsWith("/post-start") || name.endsWith("/pre-stop");
  }

  /// A redirect is well for the kubelet, but one without a location is none.
  private static int seen(int status) {
    return status >= 300 && status < 400 ? 200 : status;
  }

  private static void text(RoutingContext context, int status, String text) {
    var bytes = Buffer.buffer(text.isEmpty() ? "" : text + "\n");
    context
        .response()
        .setStatusCode(status)
        .putHeader("Content-Type", "text/plain; charset=utf-8")
        .putHeader("Cache-Control", "no-store")
        .end(bytes);
  }
}
