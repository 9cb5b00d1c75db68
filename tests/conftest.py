"""For all tests: what each one needs and which worker runs it. No property test fails because the machine is slow, and
no password is hashed for long.

Markers come from here: `browser` and `processes` by folder, `server` for all that need PostgreSQL or processes.
A file that takes long says `slow` itself.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings as product
from hypothesis import HealthCheck, settings
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling

from tests import postgres

settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")

# Each of these starts whole products: one at a time, first, while other workers do the rest.
STACKS = ("browser", "processes")
DATABASE_FIXTURES = {"db", "transactional_db", "live_server", "database_url"}
# At the head of a file of which the fast half wants nothing.
ALL_LEFT_OUT = re.compile(r"^pytestmark = .*\bpytest\.mark\.(django_db|slow)\b", re.MULTILINE)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--fast", action="store_true", help="what needs no server and is not slow")


def pytest_configure(config: pytest.Config) -> None:
    product.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    if config.option.fast:
        config.option.markexpr = "not server and not slow"


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """The fast half does not import what it would leave out whole: that took longer than many a test."""
    if not config.option.fast:
        return None
    if collection_path.suffix == ".py":
        return bool(ALL_LEFT_OUT.search(collection_path.read_text())) or None
    return collection_path.name in STACKS or None


@pytest.fixture(scope="session")
def database_url() -> str:
    """The address of a PostgreSQL, which is started for whoever asks."""
    return postgres.start()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(database_url: str, django_db_modify_db_settings_parallel_suffix: None) -> None:
    """As pytest-django has it, a database for each worker; but the server starts only now."""


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Iterator[None]:
    for item in items:
        _mark(item)
    yield
    if postgres.WORKER:
        # What takes longest first, so that all workers end together.
        items.sort(key=lambda item: (not _is_stack(item.nodeid), "slow" not in item.keywords))


def _mark(item: pytest.Item) -> None:
    if _is_stack(item.nodeid):
        item.add_marker(_folder(item.nodeid))
    if _needs_a_server(item):
        item.add_marker("server")


def _folder(nodeid: str) -> str:
    return nodeid.split("/")[1]


def _is_stack(nodeid: str) -> bool:
    return _folder(nodeid) in STACKS


def _needs_a_server(item: pytest.Item) -> bool:
    marked = any(item.get_closest_marker(name) for name in ("django_db", *STACKS))
    return marked or bool(DATABASE_FIXTURES.intersection(getattr(item, "fixturenames", ())))


class _StacksFirst(LoadFileScheduling):  # type: ignore[misc]  # xdist says nothing of its types
    """Whole files go to whichever worker is free; all that start products go to one worker, and before the rest."""

    def _split_scope(self, nodeid: str) -> str:
        return "stacks" if _is_stack(nodeid) else str(super()._split_scope(nodeid))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> _StacksFirst:
    config.option.loadscopereorder = False
    return _StacksFirst(config, log)
