"""For tests of the domain: somebody outside."""

from collections.abc import Iterator

import pytest
from pytest_django import Settings

from tests.receiver import Receiver, listening


@pytest.fixture
def receiver(settings: Settings) -> Iterator[Receiver]:
    """At work on this machine, to which requests may go."""
    settings.OUTBOUND_ALLOWED = ["127.0.0.1"]
    with listening() as started:
        yield started
