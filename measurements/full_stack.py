"""The same comparison through the full stack: python -m measurements.full_stack DATA --kind text|image --out FILE.

For each strategy and seed: a fresh VAR folder, create_project, import_items, run_oracle and export as a person would
type them, in the papers' synchronous mode. What comes out is the dashboard's own curve: accuracy of the proxy on the
hidden audit items, with its interval, against labels spent; and the seconds of each round.
"""

import argparse
import csv
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from measurements.environment import ROOT, environment

NAME = "Benchmark"


def main(arguments: Sequence[str] | None = None) -> None:
    options = _arguments(arguments)
    report: dict[str, Any] = {"environment": environment(), "config": _config(options), "records": []}
    for seed in range(options.seeds):
        for strategy in options.strategy:
            report["records"] += _curve(options, strategy=strategy, seed=seed)
            options.out.write_text(json.dumps(report, indent=1) + "\n")
    print(f"{len(report['records'])} rounds written to {options.out}")


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m measurements.full_stack")
    parser.add_argument("data", type=Path, help="zip or folder of class folders, CSV or JSONL with labels")
    parser.add_argument("--kind", choices=["text", "image"], required=True)
    parser.add_argument("--labels", required=True, help="names of the labels, separated by commas")
    parser.add_argument("--strategy", action="append", required=True, help="repeatable")
    parser.add_argument("--batch-size", type=int, default=200)
    parser.add_argument("--budget", type=int, default=1400)
    parser.add_argument("--audit-share", type=float, default=0.2)
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--text-column", default="text")
    parser.add_argument("--label-column", default="label")
    parser.add_argument("--out", type=Path, required=True)
    return parser.parse_args(arguments)


def _config(options: argparse.Namespace) -> dict[str, Any]:
    return {name: value.name if isinstance(value, Path) else value for name, value in vars(options).items()}


def _curve(options: argparse.Namespace, *, strategy: str, seed: int) -> Iterator[dict[str, Any]]:
    with _fresh_var() as env:
        _manage(env, "create_project", NAME, *_settings(options, strategy=strategy, seed=seed))
        columns = ["--text-column", options.text_column, "--label-column", options.label_column]
        _manage(env, "import_items", NAME, str(options.data.resolve()), *(columns if options.kind == "text" else []))
        _manage(env, "run_oracle", NAME, "--labels", str(options.budget), "--seed", str(seed))
        _manage(env, "verify_counters")
        with tempfile.TemporaryDirectory() as folder:
            _manage(env, "export_rounds", NAME, f"{folder}/rounds.csv")
            with open(f"{folder}/rounds.csv", newline="") as file:
                for row in csv.DictReader(file):
                    yield {"strategy": strategy, "seed": seed, **{key: json.loads(value) for key, value in row.items()}}


def _settings(options: argparse.Namespace, *, strategy: str, seed: int) -> list[str]:
    flags = {
        "--kind": options.kind,
        "--labels": options.labels,
        "--budget": options.budget,
        "--strategy": strategy,
        "--batch-size": options.batch_size,
        "--start-fraction": 1.0,
        "--audit-share": options.audit_share,
        "--seed": seed,
    }
    return [word for name, value in flags.items() for word in (name, str(value))]


@contextmanager
def _fresh_var() -> Iterator[dict[str, str]]:
    with tempfile.TemporaryDirectory(prefix="labelapp-full-stack-") as folder:
        kept = {key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "CELERY_BROKER_URL")}
        yield {**kept, "VAR": folder}


def _manage(env: dict[str, str], *words: str) -> None:
    subprocess.run([sys.executable, "manage.py", *words], cwd=ROOT, env=env, check=True)


if __name__ == "__main__":
    main()
