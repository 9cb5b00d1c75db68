"""What `up` starts comes back when it is killed, and `up` itself works again after it was."""

import signal
from pathlib import Path

import psutil

from tests.stack import Browserless, running, until

ACCOUNT = ("mara", "correct horse battery")


def postmaster(var: Path) -> psutil.Process:
    return psutil.Process(int((var / "postgres" / "postmaster.pid").read_text().splitlines()[0]))


def answers(person: Browserless) -> bool:
    """Does this person get an answer that needs the database?"""
    try:
        return person.call("GET", "projects")[0] == 200
    except ValueError:
        # No JSON: nothing of ours has answered.
        return False


def test_a_killed_postmaster_is_back_within_seconds_and_with_it_everything_else() -> None:
    with running() as stack:
        stack.command("create_account", *ACCOUNT[:1], "--password", ACCOUNT[1], "--manager")
        mara = stack.person(*ACCOUNT)
        mara.send("POST", "projects", {"name": "Kept", "kind": "text"})
        killed = postmaster(stack.var)
        killed.kill()
        until(lambda: not answers(mara) or not killed.is_running(), awaited="its death")
        # Each web process meets the dead connection once; who comes after it is answered.
        until(lambda: all(answers(mara) for _ in range(8)), awaited="the database", within_s=30)
        assert postmaster(stack.var).pid != killed.pid
        assert [project["name"] for project in mara.get("projects")] == ["Kept"]


def test_up_works_at_once_after_it_was_killed_and_leaves_no_process(tmp_path: Path) -> None:
    var = tmp_path / "var"
    with running(var=var) as stack:
        stack.command("create_account", *ACCOUNT[:1], "--password", ACCOUNT[1], "--manager")
        before = psutil.Process(stack.process.pid).children(recursive=True)
        # One that does not end by the kernel's signal.
        stack.child("rounds@").send_signal(signal.SIGSTOP)
        stack.process.kill()
        stack.process.wait()
        with running(var=var, port=stack.port) as again:
            assert again.person(*ACCOUNT).get("projects") == []
            after = psutil.Process(again.process.pid).children(recursive=True)
    _, alive = psutil.wait_procs([*before, *after], timeout=15)
    assert alive == []
