"""A configuration of the sidecar for one run on loopback, as the demo has it."""
import socket
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def configure(folder, port, admin, app=None, supabase="http://127.0.0.1:9", seen_in=None):
    """Writes sidecar.json and its key into the folder, which the sidecar knows as `seen_in`; gives the path that it is told."""
    seen_in = seen_in or folder
    text = (ROOT / "e2e/demo/sidecar.json").read_text()
    values = {"PORT": port, "ADMIN_PORT": admin, "APP_PORT": app or free_port(), "SUPABASE": supabase, "KEY_FILE": f"{seen_in}/key"}
    for key, value in values.items():
        text = text.replace(f"@{key}@", str(value))
    (Path(folder) / "sidecar.json").write_text(text)
    (Path(folder) / "key").write_text("sb_publishable_of_one_run")
    return f"{seen_in}/sidecar.json"
