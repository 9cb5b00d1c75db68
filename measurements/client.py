"""A lean HTTP client with session and CSRF token: it must cost little beside the server on the same cores."""

import http.client
import json
import time
import uuid
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

from measurements.stack import StackError

POLL_S = 0.02
JOB_WITHIN_S = 600
# The server closes a connection that was idle for thirty seconds.
IDLE_S = 15


class Client:
    """One person at one keep-alive connection. Not to be shared between threads."""

    def __init__(self, port: int, cookies: dict[str, str] | None = None) -> None:
        self.cookies = dict(cookies or {})
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self._headers: dict[str, str] = {}
        self._used = time.monotonic()
        self._renew_headers()

    def sign_in(self, username: str, password: str) -> None:
        self.get("/api/session")
        self.post("/api/session", {"username": username, "password": password})

    def get(self, path: str) -> Any:
        return self._json("GET", path, None, {})

    def post(self, path: str, body: dict[str, Any]) -> Any:
        return self._json("POST", path, json.dumps(body).encode(), {"Content-Type": "application/json"})

    def upload(self, path: str, file: Path) -> Any:
        """POST one file as the multipart field `file`."""
        edge = uuid.uuid4().hex
        head = (
            f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="{file.name}"\r\n'
            "Content-Type: application/octet-stream\r\n\r\n"
        )
        body = head.encode() + file.read_bytes() + f"\r\n--{edge}--\r\n".encode()
        return self._json("POST", path, body, {"Content-Type": f"multipart/form-data; boundary={edge}"})

    def download(self, path: str) -> bytes:
        return self._send("GET", path, None, {})

    def finish(self, job: dict[str, Any]) -> dict[str, Any]:
        """Wait until a job is done; its last state. Raises StackError where it failed."""
        started = time.monotonic()
        while job["state"] in ("waiting", "running") and (waited := time.monotonic() - started) < JOB_WITHIN_S:
            # At most 2 % too late: each question costs the machine that is measured several milliseconds.
            time.sleep(max(POLL_S, waited / 50))
            job = self.get(f"/api/jobs/{job['id']}")
        if job["state"] != "done":
            raise StackError(f"job {job['title']}: {job['state']} {job['error']}")
        return job

    def _json(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> Any:
        data = self._send(method, path, body, headers)
        return json.loads(data) if data else None

    def _send(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> bytes:
        if time.monotonic() - self._used > IDLE_S:
            self._connection.close()
        self._connection.request(method, path, body, {**self._headers, **headers})
        response = self._connection.getresponse()
        data = response.read()
        self._used = time.monotonic()
        if response.status >= 300:
            raise StackError(f"{method} {path}: {response.status} {data[:500].decode(errors='replace')}")
        if new := response.headers.get_all("Set-Cookie"):
            self._keep(new)
        return data

    def _keep(self, lines: list[str]) -> None:
        for line in lines:
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
        self._renew_headers()

    def _renew_headers(self) -> None:
        self._headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if token := self.cookies.get("csrftoken"):
            self._headers["X-CSRFToken"] = token
