"""Walls that no linter sees."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def python(code: str) -> str:
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "labelapp.settings"}
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=env, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.usefixtures("database_url")
def test_the_web_process_never_imports_torch_or_fasttext() -> None:
    loaded = python(
        "import sys\n"
        "from labelapp.wsgi import application\n"
        "from django.test import Client\n"
        "from django.urls import get_resolver\n"
        "get_resolver().url_patterns\n"
        "assert Client(headers={'host': 'localhost'}).get('/api/health').status_code == 200\n"
        "print(sorted({name.split('.')[0] for name in sys.modules}))"
    )
    for heavy in ("torch", "fasttext", "torchvision", "sklearn", "scipy"):
        assert f"'{heavy}'" not in loaded


@pytest.mark.slow
def test_what_the_web_processes_share_is_loaded_before_they_are_forked() -> None:
    loaded = python("import sys, labelapp.wsgi\nprint(sorted(sys.modules))")
    assert "'annotator.api.deck'" in loaded
    assert "'annotator.services.queue.exchange'" in loaded


def test_the_process_that_only_watches_loads_neither_django_nor_celery() -> None:
    loaded = python("import sys, labelapp.up\nprint(sorted({name.split('.')[0] for name in sys.modules}))")
    for heavy in ("django", "celery", "kombu", "numpy", "annotator"):
        assert f"'{heavy}'" not in loaded


def test_the_engine_needs_no_django() -> None:
    loaded = python("import sys, selection, selection.step\nprint(sorted(sys.modules))")
    assert "'django'" not in loaded
    assert "'celery'" not in loaded


def test_the_door_of_the_engine_is_complete() -> None:
    missing = python("import selection\nprint([name for name in selection.__all__ if not hasattr(selection, name)])")
    assert missing.strip() == "[]"


def test_the_api_asks_the_database_nothing_itself() -> None:
    queries = re.compile(r"\.(?:objects|all_with_arenas|filter|cursor)\b|\bStatement\(")
    asking = {path.name for path in (ROOT / "annotator/api").glob("*.py") if queries.search(path.read_text())}
    # Django's session store is made of its statements.
    assert asking == {"session_store.py"}


def test_a_round_happens_in_one_function_only() -> None:
    callers = [
        path.relative_to(ROOT)
        for folder in ("annotator", "labelapp", "selection")
        for path in (ROOT / folder).rglob("*.py")
        if "step(" in path.read_text() and "def step(" not in path.read_text()
    ]
    inside = {str(path) for path in callers if "selection.step(" in (ROOT / path).read_text()}
    assert inside == {"annotator/services/rounds/inputs.py"}
