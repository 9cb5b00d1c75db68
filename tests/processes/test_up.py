"""Everything in one command, with real processes: web, workers, scheduler, database, both brokers."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from labelapp.processes import table
from tests.stack import ROOT, Browserless, Stack, clean_env, free_port, running, until

FEELINGS = [("good", "loved", "p"), ("bad", "hated", "n")]
REVIEWS = "text,label\n" + "".join(
    f'"number {n}: a {FEELINGS[n % 2][0]} thing, {FEELINGS[n % 2][1]}",{FEELINGS[n % 2][2]}\n' for n in range(120)
)


@pytest.fixture(params=["filesystem", "redis"])
def stack(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Stack]:
    if request.param == "filesystem":
        with running() as started:
            yield started
        return
    port = free_port()
    redis = subprocess.Popen(
        ["redis-server", "--port", str(port), "--save", "", "--dir", str(tmp_path)], stdout=subprocess.DEVNULL
    )
    try:
        with running(broker=f"redis://127.0.0.1:{port}/0") as started:
            yield started
    finally:
        redis.terminate()
        redis.wait()


def make_project(stack: Stack, tmp_path: Path, **settings: str) -> Browserless:
    """A project of 120 reviews managed by mara, by the command line alone."""
    reviews = tmp_path / "reviews.csv"
    reviews.write_text(REVIEWS)
    stack.command("create_account", "mara", "--password", "correct horse battery", "--manager")
    flags = [word for name, value in settings.items() for word in (f"--{name.replace('_', '-')}", value)]
    stack.command("create_project", "Shop", "--kind", "text", "--labels", "p,n", "--batch-size", "20", *flags)
    stack.command("import_items", "Shop", str(reviews), "--text-column", "text", "--label-column", "label")
    return stack.person("mara", "correct horse battery")


def test_a_worker_runs_rounds_while_the_oracle_labels_and_takes_up_the_one_it_was_killed_in(
    stack: Stack, tmp_path: Path
) -> None:
    mara = make_project(stack, tmp_path)
    project = mara.get("projects")[0]["id"]
    mara.send("POST", f"projects/{project}/start")
    until(lambda: ranking(mara, project)["round"] == 0, awaited="the first ranking")

    # A round that takes long enough to be killed in the middle.
    dear = {"proxy": "vdcnn9", "update": "keep", "peak_lr": 0.05}
    mara.send("PATCH", f"projects/{project}", {"strategy": "default", "advanced": dear})
    stack.command("run_oracle", "Shop", "--labels", "20")
    until(lambda: ranking(mara, project)["running"], awaited="a running round")
    worker = stack.child("rounds@")
    worker.kill()
    mara.send("PATCH", f"projects/{project}", {"advanced": {}})
    until(lambda: (ranking(mara, project)["round"] or 0) >= 1, awaited="the round after the kill")

    overview = mara.get(f"projects/{project}/overview")
    assert overview["spent"]["labels"] == 20
    assert [r["status"] for r in overview["rounds"]] == ["done"] * len(overview["rounds"])
    assert stack.child("rounds@").pid != worker.pid
    assert "All counters" in stack.command("verify_counters")


def ranking(mara: Browserless, project: int) -> dict[str, Any]:
    read: dict[str, Any] = mara.get(f"projects/{project}/overview")["ranking"]
    return read


def command_of(process: psutil.Process) -> list[str]:
    """Empty where it has ended meanwhile, as PostgreSQL's helpers do."""
    try:
        return process.cmdline()
    except psutil.NoSuchProcess:
        return []


def test_the_data_survive_a_restart_and_ctrl_c_leaves_no_process(tmp_path: Path) -> None:
    var = tmp_path / "var"
    with running(var=var) as stack:
        make_project(stack, tmp_path)
        before = psutil.Process(stack.process.pid).children(recursive=True)
        commands = {tuple(command) for child in before if (command := command_of(child))}
        assert commands >= {row.command for row in table("127.0.0.1", stack.port).values()}
        copy = subprocess.run(
            [sys.executable, "manage.py", "up", "--no-demo", "--port", str(free_port())],
            cwd=ROOT, env=stack.env, capture_output=True, text=True, timeout=60,
        )  # fmt: skip
        assert copy.returncode != 0
        assert "Another copy runs with these data" in copy.stderr
    _, alive = psutil.wait_procs(before, timeout=15)
    assert alive == []
    with running(var=var) as stack:
        mara = stack.person("mara", "correct horse battery")
        assert [p["items"] for p in mara.get("projects")] == [120]


def test_ctrl_c_while_things_are_prepared_ends_quietly_and_leaves_no_process(tmp_path: Path) -> None:
    up = subprocess.Popen(
        [sys.executable, "manage.py", "up", "--port", str(free_port())],
        cwd=ROOT, env=clean_env(tmp_path / "var"), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    assert up.stdout is not None
    assert "Preparing" in up.stdout.readline()
    until(lambda: psutil.Process(up.pid).children(), awaited="the child that prepares")
    before = psutil.Process(up.pid).children(recursive=True)
    up.send_signal(signal.SIGINT)
    output, _ = up.communicate(timeout=60)
    assert up.returncode == 0, output
    assert "Traceback" not in output
    assert "Stopped." in output
    _, alive = psutil.wait_procs(before, timeout=15)
    assert alive == []


def test_the_scheduler_ticks_again_after_its_worker_was_killed(tmp_path: Path) -> None:
    with running() as stack:
        mara = make_project(stack, tmp_path)
        project = mara.get("projects")[0]["id"]
        until(lambda: ranking(mara, project)["worker_seen_at"], awaited="a tick")
        killed = stack.child("io@")
        killed.kill()
        killed.wait(30)
        times: set[str] = set()

        def ticked_on() -> bool:
            """More often than by the messages that were on their way when it died."""
            times.add(ranking(mara, project)["worker_seen_at"])
            return len(times) > 3

        until(ticked_on, awaited="ticks")


def test_a_taken_port_is_said_in_one_sentence(tmp_path: Path) -> None:
    with running() as stack:
        env = {**stack.env, "VAR": str(tmp_path / "other")}
        done = subprocess.run(
            [sys.executable, "manage.py", "up", "--port", str(stack.port)],
            cwd=ROOT, env=env, capture_output=True, text=True, timeout=60,
        )  # fmt: skip
    assert done.returncode != 0
    assert f"Port {stack.port} is taken" in done.stderr


def test_the_command_line_works_with_nothing_started_by_hand(tmp_path: Path) -> None:
    reviews, out = tmp_path / "reviews.csv", tmp_path / "out.csv"
    reviews.write_text(REVIEWS)

    def manage(*words: str) -> str:
        done = subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=ROOT,
            env=clean_env(tmp_path / "var"),
            capture_output=True,
            text=True,
            timeout=300,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    manage("create_project", "Shop", "--kind", "text", "--labels", "p,n", "--budget", "40", "--strategy", "random")
    manage("import_items", "Shop", str(reviews), "--text-column", "text", "--label-column", "label")
    assert "40 of 40" in manage("run_oracle", "Shop", "--noise", "0.1", "--annotators", "2")
    manage("export", "Shop", str(out))
    assert len(out.read_text().splitlines()) == 41
