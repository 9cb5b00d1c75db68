"""What must run beside the stack, in a process with Django: accounts, projects, services that are timed, counts.

Reads one JSON line [FUNCTION, ARGUMENTS] after the other from stdin; writes one JSON line {"answer": …} or
{"error": …} for each to stdout.
"""

import json
import os
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from measurements import bare


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "labelapp.settings")
    from labelapp.embedded import ensure_database

    ensure_database()
    import django

    django.setup()
    # Whatever else is printed must not be taken for an answer.
    answers, sys.stdout = sys.stdout, sys.stderr
    for line in sys.stdin:
        answers.write(json.dumps(_answer(*json.loads(line))) + "\n")
        answers.flush()


def _answer(function: str, arguments: dict[str, Any]) -> dict[str, Any]:
    from django.db import connections

    try:
        return {"answer": FUNCTIONS[function](**arguments)}
    except Exception:  # noqa: BLE001 - the other process hears of it
        return {"error": traceback.format_exc()}
    finally:
        # An idle connection is a process of PostgreSQL, and would be counted with the stack's memory.
        connections.close_all()


def create_people(names: list[str], password: str) -> int:
    """Accounts with one password, hashed once: thirty-two slow hashes would only cost time."""
    from django.contrib.auth.hashers import make_password

    from annotator.models import User

    hashed = make_password(password)
    people = [User(username=name, password=hashed, may_create_projects=name == names[0]) for name in names]
    User.objects.bulk_create(people, ignore_conflicts=True)
    return len(names)


def create_project(name: str, kind: str, labels: list[str], path: str, people: list[str], **settings: Any) -> int:
    """A project with everything in `path` imported, ready to be started; the first of the people manages it."""
    from annotator.models import Membership, Role, User
    from annotator.services.projects import projects
    from annotator.services.projects.labels import WantedLabel

    members = list(User.objects.filter(username__in=people))
    owner = next(user for user in members if user.username == people[0])
    project = projects.create(name=name, kind=kind, owner=owner, seed=1, **settings)
    projects.update(project.pk, changes={}, labels=[WantedLabel(name=label) for label in labels])
    for user in members:
        Membership.objects.get_or_create(project=project, user=user, defaults={"role": Role.ANNOTATOR})
    if path:
        _import(project, path)
    return int(project.pk)


def _import(project: Any, path: str, **said: Any) -> Any:
    from annotator.services.imports.choices import Said
    from annotator.services.imports.start import import_path

    job = import_path(project, Path(path), said=Said(**said))
    if job.state != "done" or job.counts.get("rejected"):
        raise RuntimeError(f"the import ended as {job.state}: {job.error} {job.counts}")
    return job


def _watched(work: Callable[[], Any]) -> tuple[Any, dict[str, float]]:
    """What it gives, its seconds, and by how many MB this process was larger at most than before (grown_mb)."""
    # What the system knows of the most resident memory begins anew.
    Path("/proc/self/clear_refs").write_text("5")
    before, started = _kilobytes("VmRSS"), time.perf_counter()
    given = work()
    seconds = time.perf_counter() - started
    return given, {"seconds": seconds, "grown_mb": (_kilobytes("VmHWM") - before) / 1000}


def _kilobytes(name: str) -> int:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:"))


def time_import(project: int, path: str, labels_are: str | None = None) -> dict[str, Any]:
    """The import service itself, without the start of a process."""
    from annotator.models import Item, Project

    target = Project.objects.get(pk=project)
    job, watched = _watched(lambda: _import(target, path, labels_are=labels_are))
    return {**watched, "items": Item.objects.filter(project=project).count(), "answers": job.counts["answers"]}


def watch_export(project: int, path: str, what: str) -> dict[str, Any]:
    """One export by the service itself, in the format of the path's ending."""
    from annotator.models import Project
    from annotator.services.exports.description import Export
    from annotator.services.exports.write import export_to_path

    export = Export.to_path(Path(path), what=what, format=None)
    target = Project.objects.get(pk=project)
    written, watched = _watched(lambda: export_to_path(target, Path(path), export))
    return {**watched, "rows": written.n_rows}


def time_export(project: int, path: str, repeats: int) -> list[float]:
    """Seconds of the export service itself, once per repetition."""
    from annotator.models import Project
    from annotator.services.exports.write import export_to_path

    seconds = []
    for _ in range(repeats):
        target, started = Project.objects.get(pk=project), time.perf_counter()
        export_to_path(target, Path(path))
        seconds.append(time.perf_counter() - started)
    return seconds


def label(project: int, labels: int, annotators: int) -> int:
    """Let oracles label through the queue; how many labels were given."""
    from annotator.models import Project
    from annotator.services.oracle import oracle

    # Another seed for each project: the oracle draws the keys of its answers from it.
    settings = oracle.OracleSettings(labels=labels, annotators=annotators, seed=project, inline=False)
    return oracle.run(Project.objects.get(pk=project), settings)


def count_labels(project: int) -> dict[str, Any]:
    """Counted from the rows themselves: labels, items labelled beyond their overlap, counters that are wrong."""
    from django.db.models import Count

    from annotator.models import Annotation, Project
    from annotator.selectors.counters import differences

    target = Project.objects.get(pk=project)
    current = Annotation.objects.filter(project=project, replaced_at__isnull=True, label__isnull=False)
    per_item = current.order_by().values("item").annotate(n=Count("pk"))
    return {
        "labels": current.count(),
        "beyond_overlap": per_item.filter(n__gt=target.overlap).count(),
        "wrong_counters": differences(target),
    }


def speak(project: int) -> dict[str, int]:
    """What a round leaves of a model that says anything of each labelled item: predictions, and suspected labels."""
    import numpy as np

    import selection
    from annotator.models import ItemPrediction, Project, SuspectedItem, ToldBy
    from annotator.selectors.answers import current_answers, decided_items, settled_labels
    from annotator.services.rounds import predictions, radar

    of = Project.objects.get(pk=project)
    label_of = settled_labels(current_answers(of), decided_items(project))
    rows, labels = (np.fromiter(each, dtype=np.int64) for each in (label_of.keys(), label_of.values()))
    probs = np.random.default_rng(0).dirichlet(np.ones(of.labels.count()), size=len(rows)).astype(np.float32)
    predictions.store(of, number=1, likeliest=[selection.Likeliest.of(rows, probs)])
    radar.keep(of, number=1, heard=radar.Heard(rows, labels, probs, ToldBy.LEFT_OUT))
    told, suspected = (each.objects.filter(project=of).count() for each in (ItemPrediction, SuspectedItem))
    return {"told": told, "suspected": suspected}


def labels_behind(project: int, settled: int) -> list[int]:
    """For each item that a ranking gave once so many labels were there: how many of them it had not learned."""
    from django.db import connection

    of_pool = """SELECT count(*) FROM annotator_annotation a JOIN annotator_item item ON item.id = a.item_id
        WHERE a.project_id = %(project)s AND a.label_id IS NOT NULL AND item.role = 'pool'
        AND a.received_at <= lease.leased_at"""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""SELECT ({of_pool} AND (a.round_id IS NULL OR a.round_id > lease.round_id))
            FROM annotator_lease lease WHERE lease.project_id = %(project)s AND lease.round_id IS NOT NULL
            AND ({of_pool}) >= %(settled)s ORDER BY lease.id""",
            {"project": project, "settled": settled},
        )
        return [n for (n,) in cursor.fetchall()]


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "create_people": create_people,
    "create_project": create_project,
    "time_import": time_import,
    "time_export": time_export,
    "watch_export": watch_export,
    "bare_copy_in": bare.copy_in,
    "bare_copy_out": bare.copy_out,
    "empty_items": bare.empty_items,
    "label": label,
    "count_labels": count_labels,
    "speak": speak,
    "labels_behind": labels_behind,
}

if __name__ == "__main__":
    main()
