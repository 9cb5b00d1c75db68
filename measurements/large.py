"""A million rows in and out by the services alone, beside what PostgreSQL takes for the same rows, and their memory."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from measurements.data import write_texts
from measurements.figures import Figure, Result, figure
from measurements.scene import NO_FEATURES, Scene, populate
from measurements.sizes import Sizes
from measurements.stack import Stack, StackError

TARGET, ANSWERS_TARGET = 150_000.0, 20_000.0
# Of what a process takes beyond what it had before, whatever the number of rows.
TARGET_MB = 200.0
# Times the bare COPY.
TARGET_TIMES = 1.25
SPEED: Mapping[str, Any] = MappingProxyType({"unit": "rows/s", "higher_is_better": True})
WHATS = ("items", "answers")
FORMATS = ("csv", "jsonl", "parquet")


def measure(stack: Stack, sizes: Sizes) -> Result:
    scene, rows = populate(stack, people=1), sizes.rows
    path = stack.folder / "large.csv"
    write_texts(path, count=rows, with_labels=True)
    bare, plain = _in_turns(scene, path, rows, sizes.repeats)
    answered, project = _imported(scene, "large, with answers", path, rows, labels_are="answers")
    if answered["answers"] != rows:
        raise StackError(f"{rows} answers went in, {answered['answers']} came out")
    out = {"bare": stack.inside("bare_copy_out", project=project)}
    out |= {f"{what} as {form}": _exported(scene, project, what, form, rows) for what in WHATS for form in FORMATS}
    figures = [*_figures_in(rows, bare, plain, answered), *_figures_out(rows, out)]
    return Result(figures, {"rows": rows, "bare": bare, "plain": plain, "answered": answered, "out": out})


def measure_largest(stack: Stack, sizes: Sizes) -> Result:
    """Whether an import and an export stay as small with ten times the rows."""
    scene, rows = populate(stack, people=1), sizes.most_rows
    path = stack.folder / "largest.csv"
    write_texts(path, count=rows, with_labels=True)
    run, project = _imported(scene, "largest", path, rows, labels_are="truth")
    out = _exported(scene, project, "items", "csv", rows)
    figures = [*_figures_plain(rows, [run]), *_figures_of_export(f"{rows:,} items as csv", rows, out)]
    return Result(figures, {"rows": rows, "in": run, "out": out})


def _in_turns(scene: Scene, path: Path, rows: int, repeats: int) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The bare COPY and the import, each into a table without the rows of the one before."""
    bare, plain = [], []
    for n in range(repeats):
        project = scene.create(f"large, bare {n}", kind="text", path=None, **NO_FEATURES)
        bare.append(scene.stack.inside("bare_copy_in", project=project, path=str(path)))
        scene.stack.inside("empty_items")
        run, project = _imported(scene, f"large, plain {n}", path, rows, labels_are="truth")
        plain.append(run)
        scene.stack.inside("empty_items")
    return bare, plain


def _imported(scene: Scene, name: str, path: Path, rows: int, *, labels_are: str) -> tuple[dict[str, Any], int]:
    project = scene.create(name, kind="text", path=None, **NO_FEATURES)
    run = dict(scene.stack.inside("time_import", project=project, path=str(path), labels_are=labels_are))
    if run["items"] != rows:
        raise StackError(f"{rows} texts went in, {run['items']} items came out")
    return run, project


def _exported(scene: Scene, project: int, what: str, form: str, rows: int) -> dict[str, Any]:
    path = scene.stack.folder / f"large-{what}.{form}"
    run = dict(scene.stack.inside("watch_export", project=project, path=str(path), what=what))
    if run["rows"] != rows:
        raise StackError(f"{rows} {what} are stored, the export as {form} has {run['rows']} rows")
    return {**run, "bytes": path.stat().st_size}


def _figures_in(
    rows: int, bare: list[dict[str, Any]], plain: list[dict[str, Any]], answered: dict[str, Any]
) -> list[Figure]:
    pairs = list(zip(plain, bare, strict=True))
    speed, grown = _figures_plain(rows, plain)
    return [
        speed,
        figure("· COPY of the same rows alone", [rows / run["seconds"] for run in bare], **SPEED),
        figure("· times COPY", [run["seconds"] / alone["seconds"] for run, alone in pairs], "×", target=TARGET_TIMES),
        grown,
        figure(
            f"import of {rows:,} texts with an answer each",
            [rows / answered["seconds"]],
            target=ANSWERS_TARGET,
            **SPEED,
        ),
        _grown([answered]),
    ]


def _figures_plain(rows: int, runs: list[dict[str, Any]]) -> tuple[Figure, Figure]:
    speed = figure(f"import of {rows:,} texts", [rows / run["seconds"] for run in runs], target=TARGET, **SPEED)
    return speed, _grown(runs)


def _grown(runs: list[dict[str, Any]]) -> Figure:
    name = "· memory beside the rest of the process"
    return figure(name, [run["grown_mb"] for run in runs], "MB", target=TARGET_MB)


def _figures_out(rows: int, out: dict[str, dict[str, Any]]) -> list[Figure]:
    figures = [figure(f"{rows:,} items out of PostgreSQL alone", [rows / out["bare"]["seconds"]], **SPEED)]
    for name, run in out.items():
        if name != "bare":
            figures += _figures_of_export(f"{rows:,} {name}", rows, run)
    return figures


def _figures_of_export(name: str, rows: int, run: dict[str, Any]) -> list[Figure]:
    return [figure(f"export of {name}", [rows / run["seconds"]], **SPEED), _grown([run])]
