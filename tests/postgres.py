"""A pytest plugin, loaded before Django's settings: a real PostgreSQL and an own VAR folder for this test run."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

VAR = tempfile.mkdtemp(prefix="labelapp-tests-")
os.environ["VAR"] = VAR
os.environ.pop("CELERY_BROKER_URL", None)
(Path(VAR) / "static").mkdir()
atexit.register(shutil.rmtree, VAR, ignore_errors=True)

if not os.environ.get("DATABASE_URL"):
    from labelapp.embedded import ensure_database

    ensure_database()
