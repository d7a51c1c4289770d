"""The servers of the benchmark: each on a free loopback port, pinned to a core, waited for, ended by process id."""
import json, os, pathlib, shutil, socket, subprocess, time, urllib.error, urllib.request

PROXY_CORE, OTHER_CORE = "0", "1"
SECRET = "benchmark-secret-that-protects-nothing"
BODY_BYTES = 2_048
SIDECAR = "sidecar/target/sidecar.jar"
JAVA = "images/target/runtime/opt/java/bin/java"


class Failed(Exception):
    """A server did not do its part; the message says which and where its output is."""


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class Server:
    def __init__(self, name, core, command, url, folder, environment=None):
        self.name, self.log = name, folder / f"{name}.log"
        began = time.monotonic()
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(["taskset", "-c", core, *command], stdout=log, stderr=subprocess.STDOUT,
                                            env={**os.environ, **(environment or {})})
        self.await_answer(url)
        self.start_seconds = time.monotonic() - began

    def await_answer(self, url):
        deadline = time.monotonic() + 60
        while True:
            try:
                return urllib.request.urlopen(url, timeout=2).read()
            except urllib.error.HTTPError:
                return None
            except OSError:
                if self.process.poll() is not None or time.monotonic() > deadline:
                    raise Failed(f"{self.name} did not answer on {url}; see {self.log}") from None
                time.sleep(0.002)

    def pids(self):
        """The process and its children (nginx has a worker)."""
        children = pathlib.Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return [str(self.process.pid), *children]

    def cpu_seconds(self):
        ticks = 0
        for pid in self.pids():
            fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
            ticks += int(fields[11]) + int(fields[12])
        return ticks / os.sysconf("SC_CLK_TCK")

    def resident_mib(self):
        kib = 0
        for pid in self.pids():
            status = pathlib.Path(f"/proc/{pid}/status").read_text()
            kib += int(next(line for line in status.splitlines() if line.startswith("VmRSS:")).split()[1])
        return kib / 1024

    def stop(self, patience=10):
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(patience)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()


def nginx(name, core, folder, port, location):
    home = folder / name
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    (home / "index.html").write_text("x" * BODY_BYTES)
    (home / "nginx.conf").write_text(f"""
daemon off; worker_processes 1; pid {home}/pid; error_log {home}/error.log;
events {{ worker_connections 16384; }}
http {{
  access_log off; keepalive_requests 1000000000; large_client_header_buffers 8 32k;
  client_body_temp_path {home}/body; proxy_temp_path {home}/proxy; fastcgi_temp_path {home}/fastcgi;
  uwsgi_temp_path {home}/uwsgi; scgi_temp_path {home}/scgi;
  {location["upstream"]}
  server {{ listen 127.0.0.1:{port}; {location["server"]} }}
}}
""")
    return Server(name, core, ["nginx", "-p", str(home), "-c", str(home / "nginx.conf")], f"http://127.0.0.1:{port}/", folder)


def application(folder, port):
    home = folder / "application"
    return nginx("application", OTHER_CORE, folder, port, {"upstream": "", "server": f"root {home}; location / {{ try_files /index.html =404; }}"})


def plain_proxy(folder, port, application_port):
    upstream = f"upstream application {{ server 127.0.0.1:{application_port}; keepalive 128; keepalive_requests 1000000000; }}"
    server = 'location / { proxy_pass http://application; proxy_http_version 1.1; proxy_set_header Connection ""; proxy_set_header Host $host; }'
    return nginx("nginx", PROXY_CORE, folder, port, {"upstream": upstream, "server": server})


def auth_simulator(folder, port):
    jar = "e2e/auth-simulator/target/auth-simulator.jar"
    return Server("auth-simulator", OTHER_CORE, ["java", "-Xmx256m", "-jar", jar, "--port", str(port), "--prefix", "/auth/v1"],
                  f"http://127.0.0.1:{port}/auth/v1/health", folder,
                  {"GOTRUE_JWT_SECRET": SECRET, "GOTRUE_MAILER_AUTOCONFIRM": "true", "GOTRUE_JWT_AUD": "authenticated"})


def class_archive(folder):
    """The classes of the start as the image has them, made of the jar under test."""
    archive = folder / "sidecar.jsa"
    subprocess.run(["images/archive", JAVA, SIDECAR, str(archive)], check=True)
    return archive


def sidecar(folder, port, application_port, auth_port, *options, upstream=None):
    """The sidecar on the Java runtime of its image, with the flags that it ships with, further options of the JVM, and other members of the group `upstream`."""
    admin_port = free_port()
    config = json.loads(pathlib.Path("e2e/bench/sidecar.json").read_text())
    (folder / "secret").write_text(SECRET)
    config["listener"]["port"], config["admin"]["port"], config["upstream"]["port"] = port, admin_port, application_port
    config["upstream"] |= upstream or {}
    config["supabase"] |= {"url": f"http://127.0.0.1:{auth_port}", "authUrl": f"http://127.0.0.1:{auth_port}/auth/v1",
                           "publishableKeyFile": str(folder / "secret")}
    config["verify"] |= {"jwtSecretFile": str(folder / "secret")}
    (folder / "sidecar.json").write_text(json.dumps(config))
    return Server("sidecar", PROXY_CORE, [JAVA, "@sidecar/java.options", *options, "-jar", SIDECAR, "--config", str(folder / "sidecar.json")],
                  f"http://127.0.0.1:{admin_port}/readyz", folder, {"MALLOC_ARENA_MAX": "1", "MALLOC_MMAP_THRESHOLD_": "32000"})
