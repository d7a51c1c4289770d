"""Ordinary requests with and without WebSockets and event streams that stay open, in one run through one sidecar."""
import argparse, contextlib, json, pathlib, statistics, subprocess, sys

import bench, servers, sessions

MOST_RESIDENT_MIB, MOST_RATIO = 160, 1.5
# 64 connections with so long between two requests: some 1,200 requests a second, well below what a core serves.
PAUSE_MS = 50
DRIVER = "e2e/bench/open_driver.py"


def application(folder, port, talker_port):
    """Files as in the other benchmark; WebSockets and event streams are handed to a program that holds them."""
    home = folder / "application"
    talk = (f'proxy_pass http://127.0.0.1:{talker_port}; proxy_http_version 1.1; proxy_buffering off; proxy_read_timeout 1h; '
            'proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade";')
    return servers.nginx("application", servers.OTHER_CORE, folder, port, {
        "upstream": "", "server": f"root {home}; location / {{ try_files /index.html =404; }} location /talk {{ {talk} }}"})


class Driver:
    """Clients that hold WebSockets and event streams open; in a process of their own."""

    def __init__(self, folder, port, cookies, websockets, streams):
        command = ["taskset", "-c", servers.OTHER_CORE, sys.executable, DRIVER, "hold", str(port), str(cookies), str(websockets), str(streams)]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stdin=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        if not line.startswith("open"):
            raise servers.Failed(f"the connections could not be opened: {line or 'the driver ended'}")

    def close(self):
        """Ends the clients; tells how many of their connections had been closed by somebody else, and how many beats came back."""
        self.process.stdin.close()
        return json.loads(self.process.stdout.readline() or "{}")


def gauge(admin_port):
    import urllib.request
    text = urllib.request.urlopen(f"http://127.0.0.1:{admin_port}/metrics", timeout=5).read().decode()
    return next(float(line.split()[-1]) for line in text.splitlines() if line.startswith("sessionkeeper_websockets_open "))


def run(folder, options):
    ports = {name: servers.free_port() for name in ("talker", "application", "auth", "sidecar")}
    with contextlib.ExitStack() as stack:
        def started(server):
            stack.callback(server.stop)
            return server
        started(servers.Server("talker", servers.OTHER_CORE, [sys.executable, DRIVER, "serve", str(ports["talker"])],
                               f"http://127.0.0.1:{ports['talker']}/", folder))
        started(application(folder, ports["application"], ports["talker"]))
        started(servers.auth_simulator(folder, ports["auth"]))
        sidecar = started(servers.sidecar(folder, ports["sidecar"], ports["application"], ports["auth"],
                                          f"-XX:SharedArchiveFile={servers.class_archive(folder)}",
                                          upstream={"maxConnections": options.streams + 2 * bench.CONNECTIONS}))
        admin = json.loads((folder / "sidecar.json").read_text())["admin"]["port"]
        cookies = folder / "one"
        cookies.write_text(sessions.verified(servers.SECRET, 1) + "\n")
        print("warming up", flush=True)
        for _ in range(options.warm_ups):
            bench.load(ports["sidecar"], cookies, options.seconds)
        rounds = []
        for number in range(options.rounds):
            print(f"round {number + 1} of {options.rounds}", flush=True)
            alone = bench.measured(sidecar, ports["sidecar"], cookies, options.seconds, pause_ms=PAUSE_MS)
            before = sidecar.resident_mib()
            driver = Driver(folder, ports["sidecar"], cookies, options.websockets, options.streams)
            among = bench.measured(sidecar, ports["sidecar"], cookies, options.seconds, pause_ms=PAUSE_MS)
            resident, seen = sidecar.resident_mib(), gauge(admin)
            told = driver.close()
            if told.get("lost", 1) or seen != options.websockets:
                raise servers.Failed(f"{told.get('lost')} connections were closed, {seen:.0f} WebSockets were open")
            rounds.append({"alone": alone, "among": among, "before": before, "resident": resident, **told})
        return rounds


def report(rounds, options):
    def middle(name, figure):
        return statistics.median(one[name][figure] for one in rounds) / 1000
    ratio = statistics.median(one["among"]["p99_us"] / one["alone"]["p99_us"] for one in rounds)
    resident = max(one["resident"] for one in rounds)
    print(f"""
{bench.conditions(options.rounds, options.seconds)}
Open: {options.websockets:,} WebSockets, a message and its echo every 10 s on each; {options.streams:,} event streams, an event every second on each.

| Figure | Bound | Measured |
|---|---|---|
| p50 of other requests, without; with | - | {middle("alone", "p50_us"):.2f}; {middle("among", "p50_us"):.2f} ms |
| p99 of other requests, without; with | - | {middle("alone", "p99_us"):.2f}; {middle("among", "p99_us"):.2f} ms |
| p99, with / without, median of pairs | <= {MOST_RATIO} | {ratio:.2f} |
| resident, before they were opened | - | {statistics.median(one["before"] for one in rounds):.0f} MiB |
| resident, all of them open, highest of {len(rounds)} | <= {MOST_RESIDENT_MIB} MiB | {resident:.0f} MiB |""")
    return resident <= MOST_RESIDENT_MIB and ratio <= MOST_RATIO


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=10)
    parser.add_argument("--websockets", type=int, default=2_000)
    parser.add_argument("--streams", type=int, default=200)
    parser.add_argument("--smoke", action="store_true")
    options = parser.parse_args()
    options.warm_ups = bench.WARM_UPS
    if options.smoke:
        options.rounds, options.seconds, options.websockets, options.streams, options.warm_ups = 1, 3, 20, 5, 1
    folder = pathlib.Path("target/bench").absolute()
    folder.mkdir(parents=True, exist_ok=True)
    try:
        within = report(run(folder, options), options)
    except servers.Failed as problem:
        sys.exit(f"open-connections: {problem}")
    sys.exit(0 if within or options.smoke else 1)


if __name__ == "__main__":
    main()
