"""docs/webhooks.md: its receiver takes a real delivery and nothing else, and its table names the events there are."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.utils import timezone
from pytest_django import Settings

from annotator.models import CHOSEN_EVENTS, Webhook
from annotator.services.projects import projects
from annotator.services.webhooks import deliver, signing
from tests.cast import alice, text_project

pytestmark = pytest.mark.django_db(transaction=True)

DOCUMENT = (Path(__file__).parents[2] / "docs/webhooks.md").read_text()


@contextmanager
def receiving(secret: str) -> Iterator[tuple[str, "subprocess.Popen[str]"]]:
    """The document's receiver at work: its address, and its process."""
    (source,) = re.findall(r"```python\n(.*?)```", DOCUMENT, re.DOTALL)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "WEBHOOK_SECRET": secret, "PORT": str(port)}
    process = subprocess.Popen([sys.executable, "-c", source], env=environment, stdout=subprocess.PIPE, text=True)
    try:
        _wait_for(port)
        yield f"http://127.0.0.1:{port}/", process
    finally:
        process.kill()
        process.communicate()


def _wait_for(port: int) -> None:
    for _ in range(3000):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.01)
    raise AssertionError("the receiver does not start")


def test_its_receiver_takes_what_comes_from_here_and_refuses_the_rest(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.OUTBOUND_ALLOWED = ["127.0.0.1"]
    project, secret = text_project(), signing.new_secret()
    with receiving(secret) as (url, process):
        ours = Webhook.objects.create(project=project, url=url, events=["project.status"], secret=secret)
        projects.pause(project.pk, by=alice())
        deliver.deliver()
        delivery = ours.deliveries.get()
        assert (delivery.state, delivery.status, delivery.error) == ("delivered", 204, "")
        assert process.stdout is not None
        assert process.stdout.readline() == f"msg_{delivery.key.hex} project.status\n"

        Webhook.objects.filter(pk=ours.pk).update(secret=signing.new_secret())
        projects.start(project.pk, by=alice())
        deliver.deliver()
        forged = ours.deliveries.latest("pk")
        assert (forged.state, forged.status) == ("waiting", 401)

        Webhook.objects.filter(pk=ours.pk).update(secret=secret)
        forged.next_attempt = timezone.now()
        forged.save()
        an_hour_ago = time.time() - 3600
        with monkeypatch.context() as old:
            old.setattr("time.time", lambda: an_hour_ago)
            deliver.deliver()
        forged.refresh_from_db()
        assert (forged.state, forged.attempts, forged.status) == ("waiting", 2, 401)


def test_its_receiver_is_short() -> None:
    (source,) = re.findall(r"```python\n(.*?)```", DOCUMENT, re.DOTALL)
    assert len([line for line in source.splitlines() if line.strip()]) <= 15


def test_its_table_names_the_events_that_there_are() -> None:
    table = DOCUMENT.partition("## Events")[2].partition("\n\n##")[0]
    assert re.findall(r"^\| `([\w.]+)` \|", table, re.MULTILINE) == [event.value for event in CHOSEN_EVENTS]
