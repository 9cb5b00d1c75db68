"""A benchmark with real processes: the worker is killed in the middle of a round, another one plays on."""

from pathlib import Path
from typing import Any

from tests.cast import benchmark_settings
from tests.processes.test_up import make_project
from tests.stack import Browserless, Stack, running, until


def test_a_killed_worker_costs_a_benchmark_one_round_at_most(tmp_path: Path) -> None:
    with running() as stack:
        mara = make_project(stack, tmp_path)
        project = mara.get("projects")[0]["id"]
        body = benchmark_settings(seeds=1, initial=10, query=10, rounds=2)
        made = mara.send("POST", f"projects/{project}/benchmarks", body)
        until(lambda: state(mara, made)["done"] >= 1, awaited="a first round")
        before = kill_the_worker(stack)
        ended = until(lambda: (benchmark := state(mara, made))["state"] == "done" and benchmark, awaited="the end")
        assert stack.child("rounds@").pid != before
        assert (ended["done"], ended["total"], ended["error"]) == (6, 6, "")
        assert [[point["labels"] for point in arm["points"]] for arm in ended["arms"]] == [[10, 20, 30]] * 2
        assert ended["hardware"]
        # Nothing is left of the arenas, and the project itself was not touched.
        assert [(row["name"], row["labels"]) for row in mara.get("projects")] == [("Shop", 0)]
        assert "All counters of 1 projects are right." in stack.command("verify_counters")


def state(mara: Browserless, made: dict[str, Any]) -> dict[str, Any]:
    benchmark: dict[str, Any] = mara.get(f"benchmarks/{made['id']}")
    return benchmark


def kill_the_worker(stack: Stack) -> int:
    worker = stack.child("rounds@")
    worker.kill()
    worker.wait(30)
    return int(worker.pid)
