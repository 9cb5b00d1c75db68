"""A connection on which a request was too long: its sender gets to read the answer before the connection closes.

Who closes a connection while the other side still sends resets it, and with it goes the answer that lies there unread.
So what is still to come is read, thrown away, and only then the connection is closed.
"""

import json
import socket
from typing import Any

from waitress.channel import HTTPChannel
from waitress.task import ErrorTask
from waitress.utilities import RequestEntityTooLarge

# So much is thrown away at most, in blocks of so much; and for as long as a silent connection may stand.
DRAINED_BYTES = 2**30
BLOCK = 2**18


class TooLong(RequestEntityTooLarge):  # type: ignore[misc]  # waitress has no types
    """In the API's words."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self._error = {"code": code, "detail": detail, "attr": None}

    def to_response(self, _ident: object = None) -> tuple[str, list[tuple[str, str]], bytes]:
        body = json.dumps({"type": "client_error", "errors": [self._error]}).encode()
        return f"{self.code} {self.reason}", [("Content-Type", "application/json")], body


class _Refusal(ErrorTask):  # type: ignore[misc]  # waitress has no types
    def execute(self) -> None:
        super().execute()
        self.channel.must_drain = isinstance(self.request.error, TooLong)


class DrainingChannel(HTTPChannel):  # type: ignore[misc]  # waitress has no types
    """After the answer to a request that was too long, only the direction towards the sender is closed at first."""

    error_task_class = _Refusal
    must_drain = False
    _is_draining = False
    _drained = 0

    def readable(self) -> Any:
        return self._is_draining or super().readable()

    def handle_write(self) -> None:
        if not (self.must_drain and self.close_when_flushed):
            super().handle_write()
            return
        self._flush_exception(self._flush_some)
        if self.will_close:
            self.handle_close()
        elif not self.total_outbufs_len:
            self._begin_to_drain()

    def _begin_to_drain(self) -> None:
        self.close_when_flushed = False
        self._is_draining = True
        try:
            self.socket.shutdown(socket.SHUT_WR)
        except OSError:
            self.handle_close()

    def handle_read(self) -> None:
        if not self._is_draining:
            super().handle_read()
            return
        # Not noted as activity: the time for which a silent connection may stand is all there is.
        try:
            self._drained += len(self.recv(BLOCK))
        except OSError:
            self.handle_close()
        if self._drained > DRAINED_BYTES:
            self.handle_close()
