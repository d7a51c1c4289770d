"""An image from its tar, and its programs as a container runtime would run them; root on Linux is all that it takes.

  python3 images/container.py TAR FOLDER    unpacks it, which needs no root
"""
import json
import subprocess
import sys
import tarfile
from pathlib import Path

MOUNTS = """
set -e
mount --bind "$root" "$root"
mount -o remount,bind,ro "$root"
mount -t proc proc "$root/proc"
mount --bind /dev "$root/dev"
exec chroot --userspec="$user" "$root" "$@"
"""


class Image:
    """The layers of a `docker save` tar, unpacked in their order, with the configuration."""

    def __init__(self, tar, folder):
        self.root = Path(folder)
        self.root.chmod(0o755)
        with tarfile.open(tar) as archive:
            manifest = json.load(archive.extractfile("manifest.json"))[0]
            self.config = json.load(archive.extractfile(manifest["Config"]))["config"]
            self.compressed_bytes = sum(archive.getmember(layer).size for layer in manifest["Layers"])
            for layer in manifest["Layers"]:
                with tarfile.open(fileobj=archive.extractfile(layer)) as files:
                    files.extractall(self.root, filter="tar")
        for mount_point in ("proc", "dev", "mnt"):
            (self.root / mount_point).mkdir()

    def files(self):
        return sorted("/" + str(path.relative_to(self.root)) for path in self.root.rglob("*") if path.is_file())

    def json(self, path):
        return json.loads((self.root / path.lstrip("/")).read_text(encoding="utf-8"))

    def start(self, *arguments, user=None, network=True, **environment):
        """Starts the entry point: root file system read-only, the image's own environment and what is given here."""
        command = ["unshare", "--mount", "--pid", "--fork", "--kill-child"] + ([] if network else ["--net"])
        command += ["sh", "-c", MOUNTS, "sh", *self.config["Entrypoint"], *arguments]
        environment = dict(entry.split("=", 1) for entry in self.config.get("Env") or []) | environment
        environment |= {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "root": str(self.root), "user": user or self.config["User"]}
        return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

    def run(self, *arguments, **how):
        process = self.start(*arguments, **how)
        output, _ = process.communicate(timeout=60)
        return process.returncode, output


if __name__ == "__main__":
    Image(*sys.argv[1:])
