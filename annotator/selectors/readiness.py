"""Can this installation work now? What stands in the way, as sentences for whoever operates it."""

import os
import shutil

from django.conf import settings
from django.db import Error, connection
from django.utils import timezone

from annotator.models import WorkerSeen
from annotator.selectors.workers import ASLEEP_AFTER, rounds_worker

FREE_BYTES = 64 * 2**20


def what_is_missing() -> list[str]:
    """Nothing where all is well."""
    return [*_disk(), *_database_and_workers()]


def _disk() -> list[str]:
    if not os.access(settings.VAR, os.W_OK):
        return ["Nothing can be stored in VAR."]
    if shutil.disk_usage(settings.VAR).free < FREE_BYTES:
        return [f"Less than {FREE_BYTES // 2**20} MB are free in VAR."]
    return []


def _database_and_workers() -> list[str]:
    try:
        return _workers()
    except Error:
        connection.close()
        return ["The database does not answer."]


def _workers() -> list[str]:
    missing = []
    if not rounds_worker().alive:
        missing.append("No worker of rounds has been heard of lately.")
    if not WorkerSeen.objects.filter(queue="io", seen_at__gt=timezone.now() - ASLEEP_AFTER).exists():
        missing.append("No io worker, and with it no scheduler, has been heard of lately.")
    return missing
