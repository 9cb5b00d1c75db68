"""What the environment says, as the settings read it."""

import runpy
from pathlib import Path

import pytest

from labelapp import settings

LISTS = [
    *("ALLOWED_HOSTS", "ALLOWED_SOURCES", "CSRF_TRUSTED_ORIGINS", "OUTBOUND_ALLOWED", "PROXY_FEATURES"),
    "TRUSTED_PROXIES",
]


@pytest.mark.parametrize("name", LISTS)
def test_spaces_beside_the_commas_of_a_list_are_nobodys(
    name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("VAR", str(tmp_path))
    monkeypatch.setenv(name, " one.example , two.example,, ")
    assert runpy.run_path(settings.__file__)[name] == ["one.example", "two.example"]
