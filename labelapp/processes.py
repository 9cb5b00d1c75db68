"""The table of the product's processes: `up` keeps them alive on one machine, a container is one of them.

`python -m labelapp.processes NAME` becomes that process. Like whoever only watches, it loads neither Django nor Celery.
"""

import argparse
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass

from labelapp.embedded import VarUnusable, prepare_var

WEB, ROUNDS, IO = "web", "rounds", "io"
# Passive: threads of a model that wait for each other must not burn the cores that others need.
ENVIRONMENT = {"OMP_WAIT_POLICY": "PASSIVE"}
# Each has a connection to the database of its own.
IO_THREADS = 3


@dataclass(frozen=True)
class Process:
    """nice: 0 to 19, higher yields the processor to the others. once: it ends by itself, and is not started again."""

    name: str
    command: tuple[str, ...]
    nice: int = 0
    once: bool = False


# Fills the demo while the page is already served.
DEMO = Process("demo", (sys.executable, "manage.py", "demo", "--beside-workers"), nice=5, once=True)


def table(host: str, port: int) -> dict[str, Process]:
    """What runs as long as the product does, by name.

    Those that work in the background yield the processor to the web, most of all the one that trains.
    """
    rows = (
        Process(WEB, _web(host, port)),
        Process(ROUNDS, _worker(ROUNDS, "-P", "solo"), nice=10),
        # Its thread `labelapp.scheduler` is also the scheduler.
        Process(IO, _worker(IO, "-P", "threads", "-c", str(IO_THREADS)), nice=5),
    )
    return {row.name: row for row in rows}


def environment(given: Mapping[str, str]) -> dict[str, str]:
    """What every process gets: what was given, and what is set where it was not."""
    return {**ENVIRONMENT, **given}


def _web(host: str, port: int) -> tuple[str, ...]:
    workers, threads = os.environ.get("WEB_WORKERS", "4"), os.environ.get("WEB_THREADS", "1")
    gunicorn = (sys.executable, "-m", "gunicorn", "labelapp.wsgi", "--preload", "--worker-class", "labelapp.web.Worker")
    size = ("--workers", workers, "--threads", threads)
    return (*gunicorn, *size, "--graceful-timeout", "5", "--no-control-socket", "--bind", f"{host}:{port}")


def _worker(queue: str, *pool: str) -> tuple[str, ...]:
    celery = (sys.executable, "-m", "celery", "-A", "labelapp", "worker", "--without-gossip", "--without-mingle")
    return (*celery, "--loglevel", "WARNING", "-Q", queue, *pool, "-n", f"{queue}@%h")


def main() -> None:
    """Become the process that the command line names, in place of this one."""
    parser = argparse.ArgumentParser(prog="processes")
    parser.add_argument("name", choices=(WEB, ROUNDS, IO))
    name = parser.parse_args().name
    host, port = os.environ.get("HOST", "127.0.0.1"), int(os.environ.get("PORT", "8000"))
    process = table(host, port)[name]
    try:
        prepare_var()
    except VarUnusable as error:
        sys.exit(str(error))
    os.nice(process.nice)
    os.execve(process.command[0], process.command, environment(os.environ))  # noqa: S606 - our own words


if __name__ == "__main__":
    main()
