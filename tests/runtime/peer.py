"""A server on a socket that does what a test tells it to, byte by byte."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Seen:
    """A request that arrived. Names of headers are in lower case."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes
    at: float


@dataclass
class Peer:
    """Where it listens, and what it has seen."""

    url: str
    seen: list[Seen] = field(default_factory=list[Seen])


Script = Callable[[int, Seen], Iterable[bytes]]
"""The bytes that answer the request of a number (from 0); then the connection ends."""


def answer(
    status: int = 200,
    body: bytes = b"",
    media: str = "application/json",
    **headers: str,
) -> bytes:
    """A whole answer; underscores in the names of headers are hyphens."""
    lines = [f"HTTP/1.1 {status} X", f"Content-Length: {len(body)}"]
    if body:
        lines.append(f"Content-Type: {media}")
    lines += [f"{name.replace('_', '-')}: {text}" for name, text in headers.items()]
    return "\r\n".join([*lines, "Connection: close", "", ""]).encode() + body


def head(media: str, status: int = 200) -> bytes:
    """The head of an answer that is sent in chunks."""
    return (
        f"HTTP/1.1 {status} X\r\nContent-Type: {media}\r\n"
        "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
    ).encode()


def chunk(body: bytes) -> bytes:
    """A chunk; an empty one ends the body."""
    return b"%x\r\n%s\r\n" % (len(body), body)


@contextmanager
def peer(script: Script) -> Iterator[Peer]:
    """Run a server; each request is served by a thread of its own."""
    listener = socket.create_server(("127.0.0.1", 0), backlog=128)
    found = Peer(f"http://127.0.0.1:{listener.getsockname()[1]}")
    lock = threading.Lock()
    threads: list[threading.Thread] = []

    def serve(connection: socket.socket) -> None:
        with connection, suppress(OSError):
            connection.settimeout(10)
            seen = _read(connection)
            if seen is None:
                return
            with lock:
                number = len(found.seen)
                found.seen.append(seen)
            for part in script(number, seen):
                connection.sendall(part)
            connection.shutdown(socket.SHUT_WR)
            while connection.recv(65536):
                pass

    def accept() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            thread = threading.Thread(target=serve, args=(connection,))
            threads.append(thread)
            thread.start()

    accepting = threading.Thread(target=accept)
    accepting.start()
    try:
        yield found
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        accepting.join()
        for thread in threads:
            thread.join()


def _read(connection: socket.socket) -> Seen | None:
    raw = b""
    while b"\r\n\r\n" not in raw:
        part = connection.recv(65536)
        if not part:
            return None
        raw += part
    top, _, body = raw.partition(b"\r\n\r\n")
    first, *lines = top.decode("latin-1").split("\r\n")
    method, target, _ = first.split(" ")
    pairs = [line.partition(":") for line in lines]
    headers = {name.lower(): text.strip() for name, _, text in pairs}
    while len(body) < int(headers.get("content-length", 0)):
        body += connection.recv(65536)
    return Seen(method, target, headers, body, time.monotonic())
