"""Direct, nginx and the sidecar in turn, in one run on the same machine; prints a table and may put it into docs/performance.md."""
import argparse, contextlib, json, os, pathlib, platform, re, statistics, subprocess, sys

import servers, sessions

FOLDER = pathlib.Path("target/bench").absolute()
PAGE = pathlib.Path("docs/performance.md")
CONNECTIONS, MANY_CONNECTIONS, SESSIONS_SEEN, EXPIRED_SHARE = 64, 1_000, 10_000, 0.05
# Between two requests of one of many connections, on average.
PAUSE_MS = 500
# At half load the opening of the connections, all at once, is to be less than a hundredth of what is measured.
HALF_LOAD_SHARE = 3
# A virtual machine has compiled what it needs after some hundred thousand requests.
WARM_UPS = 5


def load(port, cookies, seconds, connections=CONNECTIONS, pause_ms=0):
    environment = {**os.environ, "BENCH_COOKIES": str(cookies), "BENCH_PAUSE_MS": str(pause_ms)}
    command = ["taskset", "-c", servers.OTHER_CORE, "wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "10s",
               "-s", "e2e/bench/load.lua", f"http://127.0.0.1:{port}/"]
    output = subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout
    return json.loads(output.splitlines()[-1])


def measured(server, port, cookies, seconds, **options):
    """One measurement: what wrk saw, and the CPU time that the proxy spent on each request."""
    before = server.cpu_seconds() if server else 0
    result = load(port, cookies, seconds, **options)
    if result["errors"]:
        raise servers.Failed(f"{result['errors']} of {result['requests']} requests failed on port {port}")
    if not result["requests"]:
        raise servers.Failed(f"no request was answered within {seconds} s on port {port}")
    spent = server.cpu_seconds() - before if server else 0
    return {**result, "cpu_us": 1e6 * spent / result["requests"], "rate": result["requests"] / result["seconds"]}


def write_cookies(name, cookies):
    path = FOLDER / name
    path.write_text("\n".join(cookies) + "\n")
    return path


def run(rounds, seconds, warm_ups, many_connections, sessions_seen):
    ports = {name: servers.free_port() for name in ("application", "nginx", "auth", "sidecar")}
    with contextlib.ExitStack() as stack:
        def started(server):
            stack.callback(server.stop)
            return server
        started(servers.application(FOLDER, ports["application"]))
        nginx = started(servers.plain_proxy(FOLDER, ports["nginx"], ports["application"]))
        started(servers.auth_simulator(FOLDER, ports["auth"]))
        shipped = f"-XX:SharedArchiveFile={servers.class_archive(FOLDER)}"
        sidecar = started(servers.sidecar(FOLDER, ports["sidecar"], ports["application"], ports["auth"], shipped))
        supabase = f"http://127.0.0.1:{ports['auth']}"
        one = write_cookies("one", [sessions.verified(servers.SECRET, 1)])
        arrangements = {"direct": (None, ports["application"], one), "nginx": (nginx, ports["nginx"], one), "sidecar": (sidecar, ports["sidecar"], one)}
        results = {name: [] for name in [*arrangements, "expired", "direct at half load", "sidecar at half load"]}
        for name, (server, port, cookies) in arrangements.items():
            print(f"warming up: {name}", flush=True)
            load(port, cookies, seconds)
            for _ in range(warm_ups):
                measured(server, port, cookies, seconds)
        if warm_ups > 1:
            print("warming up: expired sessions", flush=True)
            measured(sidecar, ports["sidecar"], with_expired(supabase, rounds), seconds)
        for number in range(rounds):
            print(f"round {number + 1} of {rounds}", flush=True)
            for name, (server, port, cookies) in arrangements.items():
                results[name].append(measured(server, port, cookies, seconds))
            results["expired"].append(measured(sidecar, ports["sidecar"], with_expired(supabase, number), seconds))
            pause = max(1, round(1000 * CONNECTIONS / (results["sidecar"][-1]["rate"] / 2)))
            for name, server, port in (("direct at half load", None, ports["application"]), ("sidecar at half load", sidecar, ports["sidecar"])):
                results[name].append(measured(server, port, one, HALF_LOAD_SHARE * seconds, pause_ms=pause))
        many = write_cookies("many", [sessions.verified(servers.SECRET, number) for number in range(sessions_seen)])
        see_all(sidecar, ports["sidecar"], many, seconds, 2 * sessions_seen)
        measured(sidecar, ports["sidecar"], many, seconds, connections=many_connections, pause_ms=PAUSE_MS)
        memory = {"nginx": nginx.resident_mib(), "sidecar": sidecar.resident_mib()}
        sidecar.stop()
        starts = {name: [start_seconds(ports, *options) for _ in range(rounds)]
                  for name, options in {"with the class archive of the image": [shipped, "-Xshare:on"], "of the jar alone": []}.items()}
    return results, memory, starts


def see_all(sidecar, port, cookies, seconds, requests):
    """The load goes through its list from a place by chance: twice as many requests as sessions meet nearly all of them."""
    seen = 0
    while seen < requests:
        seen += measured(sidecar, port, cookies, seconds)["requests"]


def with_expired(supabase, number):
    """A list in which every twentieth session is expired, new ones for each round."""
    share = round(1 / EXPIRED_SHARE)
    expired = [sessions.expired(supabase, number * 1000 + index) for index in range(50)]
    fresh = sessions.verified(servers.SECRET, 1)
    return write_cookies("expired", [cookie for one in expired for cookie in [one, *[fresh] * (share - 1)]])


def start_seconds(ports, *options):
    server = servers.sidecar(FOLDER, ports["sidecar"], ports["application"], ports["auth"], *options)
    server.stop()
    return server.start_seconds


def table(results, memory, starts):
    def middle(name, figure):
        return statistics.median(result[figure] for result in results[name])
    lines = ["| | CPU per request | requests/s | p50 | p99 | resident |", "|---|---|---|---|---|---|"]
    labels = {"direct": "direct", "nginx": "nginx, plain proxy", "sidecar": "sidecar, verified session", "expired": "sidecar, 5 % expired sessions"}
    for name, label in labels.items():
        cpu = f"{middle(name, 'cpu_us'):.1f} us" if name != "direct" else "-"
        resident = f"{memory[name]:.0f} MiB" if name in memory else "-"
        lines.append(f"| {label} | {cpu} | {middle(name, 'rate'):,.0f} | {middle(name, 'p50_us') / 1000:.2f} ms | {middle(name, 'p99_us') / 1000:.2f} ms | {resident} |")
    ratio = statistics.median(ours["cpu_us"] / theirs["cpu_us"] for ours, theirs in zip(results["sidecar"], results["nginx"]))
    added = statistics.median(ours["p99_us"] - theirs["p99_us"] for ours, theirs in zip(results["sidecar at half load"], results["direct at half load"]))
    lines += ["", "| Figure | Bound | Measured |", "|---|---|---|",
              f"| CPU per request, sidecar / nginx, median of pairs | <= 1.3 | {ratio:.2f} |",
              f"| p99 added at half load | <= 1 ms | {added / 1000:.2f} ms |",
              f"| resident after {SESSIONS_SEEN:,} sessions and 1,000 connections | <= 96 MiB | {memory['sidecar']:.0f} MiB |",
              *(f"| start to ready on one core, {how} | <= 1 s | {statistics.median(times):.2f} s |" for how, times in starts.items())]
    return "\n".join(lines)


def conditions(rounds, seconds):
    model = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), "unknown")
    return (f"Conditions: {rounds} rounds of {seconds} s each ({HALF_LOAD_SHARE * seconds} s at half load), in turn, after a warm-up; wrk with {CONNECTIONS} keep-alive connections; cookie of about 3.4 KB, response of 2 KB; "
            f"proxy on one core, client, application and auth simulator on the other; {model}, Linux {platform.release()}, "
            f"Java runtime, JVM flags and class archive of the image. Medians.")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=8)
    parser.add_argument("--smoke", action="store_true")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    rounds, seconds = (1, 2) if options.smoke else (options.rounds, options.seconds)
    warm_ups, many_connections, sessions_seen = (1, CONNECTIONS, 100) if options.smoke else (WARM_UPS, MANY_CONNECTIONS, SESSIONS_SEEN)
    FOLDER.mkdir(parents=True, exist_ok=True)
    try:
        text = conditions(rounds, seconds) + "\n\n" + table(*run(rounds, seconds, warm_ups, many_connections, sessions_seen))
    except servers.Failed as problem:
        sys.exit(f"bench: {problem}")
    print(text)
    if options.write:
        page = PAGE.read_text()
        PAGE.write_text(re.sub(r"(<!-- figures -->\n).*(<!-- end of figures -->)", lambda match: match[1] + text + "\n" + match[2], page, flags=re.S))


if __name__ == "__main__":
    main()
