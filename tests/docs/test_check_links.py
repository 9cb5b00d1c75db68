"""The link checker: small repositories with one thing wrong, or nothing."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FILES = {
    "README.md": "# Shop\n\nSee [how](docs/use.md) and [the keys](docs/use.md#keys--signs).\n",
    "docs/use.md": "# Use\n\n## Keys & signs\n\nOne.\n\n## `Keys` & signs\n\nTwo.\n",
    "shop/till.py": "def paid() -> int:\n    return 1\n",
    "shop/cash/till.py": "",
    ".gitignore": "/dist/\n",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        write(tmp_path, name, text)
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    return tmp_path


def write(root: Path, name: str, text: str) -> None:
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).write_text(text)


def checked(root: Path, text: str = "") -> list[str]:
    """What is said of the repository with `text` at the end of docs/use.md; nothing where all is well."""
    if text:
        write(root, "docs/use.md", FILES["docs/use.md"] + "\n" + text)
    command = [sys.executable, str(ROOT / "docs/check_links.py"), str(root)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    lines = done.stderr.splitlines()
    assert done.returncode == int(bool(lines)), done.stderr
    return lines[:-1]


def test_nothing_is_said_where_every_link_leads_somewhere(root: Path) -> None:
    assert checked(root) == []


@pytest.mark.parametrize(
    "text",
    [
        "[up](../README.md), [above](#use), [the second](#keys--signs-1), [a folder](../shop), [web](https://x.example/y)",
        "`shop/till.py`, `shop/`, `./shop`, `cash/till.py`, `till.py`, `shop/*.py`, `dist/index.html`",
        "`shop/till.py: paid` and `till.py: paid()`",
        "`text/csv`, `1/2`, `/api/health`, `shop/NAME/`, `reviews.csv`, `vdcnn9/29`, `Till.paid`",
        "```\npython shop/till.py --paid docs/use.md\n\npython till.py\n```",
        '<img src="use.md" alt=""> <a id="here"></a> and [there](#here)',
    ],
)
def test_what_is_there_or_is_no_path_is_passed_over(root: Path, text: str) -> None:
    assert checked(root, text) == []


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("[how](gone.md)", "the link gone.md leads to no file"),
        ("[out](../../elsewhere.md)", "the link ../../elsewhere.md leads to no file"),
        ("![A till](till.png)", "the link till.png leads to no file"),
        ('<img src="till.png">', "the link till.png leads to no file"),
        ("[how][1]\n\n[1]: gone.md", "the link gone.md leads to no file"),
        ("[how](#doors)", "there is no heading for the link #doors"),
        ("[up](../README.md#doors)", "there is no heading for the link ../README.md#doors"),
        ("`shop/door.py`", "there is no shop/door.py in this repository"),
        ("`door.py`", "there is no door.py in this repository"),
        ("`old/till.py`", "there is no old/till.py in this repository"),
        ("`shop/doors/`", "there is no shop/doors/ in this repository"),
        ("`shop/*.ts`", "there is no shop/*.ts in this repository"),
        ("`shop/till.py: due`", "there is no due in shop/till.py"),
        ("`shop/till.py: pai`", "there is no pai in shop/till.py"),
        ("`python -m pytest shop/test_till.py`", "there is no shop/test_till.py in this repository"),
        ("```\ncat shop/door.py\n```", "there is no shop/door.py in this repository"),
        ("| a |\n|---|\n| `door.py` |", "there is no door.py in this repository"),
    ],
)
def test_what_leads_nowhere_is_said(root: Path, text: str, problem: str) -> None:
    (message,) = checked(root, text)
    assert message.startswith("docs/use.md:")
    assert message.endswith(": " + problem)


def test_the_line_is_that_of_the_paragraph(root: Path) -> None:
    write(root, "README.md", "# Shop\n\nOne.\n\nSee [how](gone.md).\n")
    assert checked(root) == ["README.md:5: the link gone.md leads to no file"]


def test_every_problem_of_every_document_is_said(root: Path) -> None:
    write(root, "README.md", "`door.py` [how](gone.md)\n")
    assert len(checked(root, "`door.py`")) == 3


def test_what_git_ignores_is_no_document(root: Path) -> None:
    write(root, "dist/README.md", "[how](gone.md)\n")
    assert checked(root) == []


def test_a_file_that_was_removed_is_missed_before_that_is_committed(root: Path) -> None:
    subprocess.run(["git", "add", "-A"], cwd=root, check=True)
    (root / "shop/till.py").unlink()
    assert checked(root, "`shop/till.py`") == ["docs/use.md:11: there is no shop/till.py in this repository"]
