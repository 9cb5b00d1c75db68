"""The log: its lines, and how long it gets."""

import errno
import json
import logging
import re
import shutil
import sys
from pathlib import Path

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from annotator.api.request_id import HEADER, current, named
from labelapp.logs import JsonFormatter, WithRequest
from labelapp.rotation import rotate


def line(message: str, *args: object) -> dict[str, object]:
    record = logging.LogRecord("shop", logging.ERROR, __file__, 1, message, args, sys.exc_info())
    WithRequest().filter(record)
    read: dict[str, object] = json.loads(JsonFormatter().format(record))
    return read


def test_a_line_of_json_says_what_happened_where_and_with_which_request() -> None:
    seen = list[dict[str, object]]()

    def view(request: HttpRequest) -> HttpResponse:
        try:
            raise ValueError("no “label”")
        except ValueError:
            seen.append(line("item %s\nfailed", 7))
        return HttpResponse()

    current.set("")
    assert "request_id" not in line("outside")
    answer = named(view)(RequestFactory().get("/", headers={HEADER: "from-a-proxy.1"}))
    assert answer[HEADER] == "from-a-proxy.1"
    assert (seen[0]["message"], seen[0]["level"], seen[0]["request_id"]) == (
        "item 7\nfailed",
        "ERROR",
        "from-a-proxy.1",
    )
    assert "no “label”" in str(seen[0]["exception"])


def test_a_request_gets_a_name_where_it_has_none_that_is_fit() -> None:
    names = [Client().get("/api/health", headers={HEADER: given})[HEADER] for given in ("", "a b", "x" * 65)]
    assert all(re.fullmatch(r"[0-9a-f]{32}", name) for name in names)
    assert len(set(names)) == 3


def test_a_long_log_is_moved_on_and_who_writes_to_it_goes_on(tmp_path: Path) -> None:
    log = tmp_path / "web.log"
    with log.open("ab", buffering=0) as writer:
        for number in range(1, 6):
            writer.write(f"part {number} ".encode() * 20)
            rotate(tmp_path, long_bytes=100)
        writer.write(b"short")
        rotate(tmp_path, long_bytes=100)
    assert log.read_bytes() == b"short"
    kept = sorted(path.name for path in tmp_path.iterdir())
    assert kept == ["web.log", "web.log.1", "web.log.2", "web.log.3"]
    assert log.with_name("web.log.1").read_text().startswith("part 5")
    assert log.with_name("web.log.3").read_text().startswith("part 3")


def test_where_the_disk_is_full_no_older_log_is_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def half(source: Path, target: Path) -> None:
        target.write_bytes(source.read_bytes()[:50])
        raise OSError(errno.ENOSPC, "No space left on device")

    before = {"web.log": "n" * 101, "web.log.1": "older", "web.log.2": "oldest"}
    for name, text in before.items():
        (tmp_path / name).write_text(text)
    monkeypatch.setattr(shutil, "copyfile", half)
    for _ in range(3):
        with pytest.raises(OSError, match="No space"):
            rotate(tmp_path, long_bytes=100)
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == before
