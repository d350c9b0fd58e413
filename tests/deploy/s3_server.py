"""A real server of the S3 protocol on this machine: SeaweedFS, one process with a folder of its own."""

import json
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.deploy.waiting import wait_for
from tools.ports import free_port

KEY, SECRET = "key-of-the-site", "secret-of-the-site"
#: Each listens for HTTP and, beside it, for the others of the same process.
PARTS = ("master", "volume", "filer", "s3")


@contextmanager
def s3_server(folder: Path) -> Iterator[str]:
    """Its address, while it runs. Only the key pair of this module may do anything, and buckets are made on demand
    by nobody."""
    keys = {"name": "site", "credentials": [{"accessKey": KEY, "secretKey": SECRET}], "actions": ["Admin"]}
    (folder / "s3.json").write_text(json.dumps({"identities": [keys]}))
    ports = {f"{part}.port{kind}": free_port() for part in PARTS for kind in ("", ".grpc")}
    options = {"dir": folder, "ip": "127.0.0.1", "ip.bind": "127.0.0.1", "volume.max": 100} | ports
    options |= {"s3.config": folder / "s3.json", "s3.autoCreateBucket": "false", "s3.iam": "false"}
    options |= {"s3.port.iceberg": 0, "s3.port.lance": 0, "master.telemetry": "false", "master.volumeSizeLimitMB": 64}
    command = [str(Path(sys.executable).with_name("weed")), "server", "-s3"]
    command += [f"-{name}={value}" for name, value in options.items()]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=subprocess.STDOUT)
    address = f"http://127.0.0.1:{ports['s3.port']}"
    try:
        wait_for(lambda: _refuses(address), 60)
        yield address
    finally:
        process.kill()  # asked to end, it would wait for others of its kind
        process.wait()
        for port in ports.values():
            for left in Path("/tmp").glob(f"seaweedfs-*-{port}.sock"):  # noqa: S108  (it knows no other place)
                left.unlink()


def _refuses(address: str) -> bool:
    """As soon as it serves, it lets nobody in who has no key."""
    try:
        urllib.request.urlopen(f"{address}/bucket", timeout=5)
    except urllib.error.HTTPError as error:
        return error.code == 403
    return False
