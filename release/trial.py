"""A release started where there is no network, as a PC without internet starts it: `python -m release.trial FOLDER`.

Run in a network namespace of its own (`offline` does that), which has nothing but a loopback that is switched on here.
The dashboard is started from the folder by the folder's own Python with an empty home, its home page is drawn once
through the websocket, and it is closed as its button does. For Linux, `stand_in` makes of the Python that runs what the
embeddable one is on Windows: an isolated Python with its library in a zip and its paths in a `._pth` file.
"""

import asyncio
import fcntl
import json
import os
import py_compile
import shutil
import socket
import struct
import subprocess
import sys
import sysconfig
import tempfile
import time
import urllib.request
import zipfile
from pathlib import Path
from typing import Any, Final

from docs.screens import free_port, wait_until_it_answers
from release.windows import Layout

SET_FLAGS, UP = 0x8914, 0x1  # SIOCSIFFLAGS, IFF_UP of Linux
OUTSIDE: Final = ("192.0.2.1", 80)  # an address kept for documentation: no machine has it
LEFT_OUT: Final = {"site-packages", "test", "tests", "idlelib", "tkinter", "lib2to3", "ensurepip", "lib-dynload"}
SECONDS: Final = 60.0


def stand_in(file: Path) -> Path:
    """A zip of the form of the embeddable Python, of the Python that runs; `python.exe` is this machine's."""
    library = Path(sysconfig.get_path("stdlib"))
    version = f"{sys.version_info.major}{sys.version_info.minor}"
    with tempfile.TemporaryDirectory() as folder:
        inner = Path(folder) / f"python{version}.zip"
        with zipfile.ZipFile(inner, "w") as archive:
            for source in library.rglob("*.py"):
                inside = source.relative_to(library)
                if not LEFT_OUT & set(inside.parts):
                    compiled = py_compile.compile(str(source), str(Path(folder) / "one.pyc"), doraise=True)
                    archive.write(str(compiled), inside.with_suffix(".pyc").as_posix())
        with zipfile.ZipFile(file, "w") as archive:
            archive.write(inner, inner.name)
            archive.write(Path(sys.executable).resolve(), "python.exe")
            archive.writestr("python.exe._pth", f"{inner.name}\n.\n\n#import site\n")
            for extension in (library / "lib-dynload").glob("*.so"):
                archive.write(extension, extension.name)
    return file


def offline(layout: Layout, home: Path) -> dict[str, Any]:
    """What the trial found, from a process without a network. Raises CalledProcessError where it failed."""
    namespace = ["unshare", "--net"] if os.geteuid() == 0 else ["unshare", "--map-root-user", "--net"]
    words = [sys.executable, "-m", "release.trial", str(layout.folder), layout.version, str(home)]
    root = Path(__file__).resolve().parents[1]
    done = subprocess.run([*namespace, *words], cwd=root, check=True, stdout=subprocess.PIPE, encoding="utf-8")
    return json.loads(done.stdout)


def can_be_offline() -> bool:
    """Whether this machine lets a process have a network of its own."""
    if shutil.which("unshare") is None:
        return False
    words = ["unshare", "--net"] if os.geteuid() == 0 else ["unshare", "--map-root-user", "--net"]
    return subprocess.run([*words, "true"], check=False, stderr=subprocess.DEVNULL).returncode == 0


def switch_loopback_on() -> None:
    """A namespace begins with its loopback off. Raises OSError without the right to change it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as handle:
        fcntl.ioctl(handle, SET_FLAGS, struct.pack("16sh", b"lo", UP))


def reaches_outside() -> bool:
    """Whether anything leaves this machine."""
    with socket.socket() as probe:
        probe.settimeout(2)
        try:
            probe.connect(OUTSIDE)
        except OSError as error:
            return isinstance(error, TimeoutError)  # a route there is, only no answer
        return True


def tried(layout: Layout, home: Path) -> dict[str, Any]:
    """Start, draw the home page, close. Seconds until it answered, what the page drew, and how the program ended."""
    port = free_port()
    python = layout.python / "python.exe"
    python.chmod(0o755)  # a zip unpacked by Python lets nothing run
    environment = {"HOME": str(home), "PATH": "/usr/bin:/bin", "PYTHONPATH": "/not/read", "BROWSER": "true"}
    command = [str(python), "-X", "utf8", "-m", "app.server", "--sample-if-empty"]
    began = time.monotonic()
    process = subprocess.Popen(
        [*command, "--server.headless=false", "--server.port", str(port)],
        cwd=layout.program, env=environment, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    address = f"http://127.0.0.1:{port}"
    try:
        wait_until_it_answers(f"{address}/_stcore/health", SECONDS)
        seconds = time.monotonic() - began
        drawn = asyncio.run(_drawn(port))
        with urllib.request.urlopen(urllib.request.Request(f"{address}/close", b""), timeout=SECONDS) as answer:  # noqa: S310
            closed = answer.read().decode()
        code = process.wait(SECONDS)
    finally:
        process.kill()
        process.wait()
    files = sorted(file.relative_to(home).as_posix() for file in home.rglob("*") if file.is_file())
    return {"seconds": seconds, "drawn": drawn, "closed": closed, "code": code, "files": files}


async def _drawn(port: int) -> dict[str, Any]:
    """What the home page draws: its texts, and whether its script ended without an error."""
    from streamlit.proto.BackMsg_pb2 import BackMsg  # noqa: PLC0415 - slow, and needed here alone
    from streamlit.proto.ForwardMsg_pb2 import ForwardMsg  # noqa: PLC0415
    from websockets.asyncio.client import connect  # noqa: PLC0415

    message: Any = BackMsg()
    message.rerun_script.query_string = ""
    texts: list[str] = []
    address = f"ws://127.0.0.1:{port}/_stcore/stream"
    async with connect(address, subprotocols=["streamlit"], max_size=None) as stream:  # pyright: ignore[reportArgumentType]
        await stream.send(message.SerializeToString())
        async with asyncio.timeout(SECONDS):
            async for part in stream:
                answer: Any = ForwardMsg()
                answer.ParseFromString(part)
                if answer.WhichOneof("type") == "delta":
                    element = answer.delta.new_element
                    kind = element.WhichOneof("type")
                    if kind == "exception":
                        return {"ended": False, "texts": texts}
                    if kind in ("markdown", "heading", "alert"):
                        texts.append(str(getattr(element, kind).body))
                if answer.WhichOneof("type") == "script_finished":
                    break
    return {"ended": True, "texts": texts}


def main(folder: str, version: str, home: str) -> int:
    switch_loopback_on()
    if reaches_outside():
        raise RuntimeError("there is a network here")
    sys.stdout.write(json.dumps(tried(Layout(Path(folder), version), Path(home)), ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
