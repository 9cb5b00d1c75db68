"""A project's archive: what goes out comes in again, and goes out as it was."""

import io
import json
import zipfile
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.errors import Conflict
from annotator.files.problems import Unusable
from annotator.models import Annotation, Item, Membership, Project, Suggestion, User
from annotator.selectors.counters import differences
from annotator.services.across.delete_project import delete_project
from annotator.services.exports.description import Export
from annotator.services.exports.write import export_to_path
from annotator.services.imports.archive import import_archive
from annotator.services.rounds.run import run_due_round
from tests.annotator.test_pixels import image_project
from tests.cast import alice, answer, bob, deck, rita, text_project

pytestmark = pytest.mark.django_db(transaction=True)

Content = dict[str, bytes]


def archive_of(project: Project, folder: Path) -> bytes:
    path = folder / f"{project.pk}.zip"
    export_to_path(project, path, Export(what="archive", format="zip"))
    return path.read_bytes()


def members(archive: bytes) -> Content:
    """What is in it, but for the moment at which it was made."""
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return {name: opened.read(name) for name in opened.namelist() if name != "archive.json"}


def brought(archive: bytes, name: str | None = None) -> Project:
    return import_archive(io.BytesIO(archive), name=name, source="home.zip")


def changed(archive: bytes, name: str, content: bytes | None) -> bytes:
    """The archive with another member, or without it."""
    parts = members(archive) | {"archive.json": zipfile.ZipFile(io.BytesIO(archive)).read("archive.json")}
    parts.pop(name, None)
    if content is not None:
        parts[name] = content
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as opened:
        for each, data in parts.items():
            opened.writestr(each, data)
    return made.getvalue()


def lived_in() -> Project:
    """A project in which everything has happened: rounds, corrections, skips, costs, a tie, a suggestion."""
    project = text_project(
        items=40, batch_size=8, strategy="default", deck_size=50, overlap=2, audit_share=0.2, price_per_label="0.10"
    )
    run_due_round(project.pk)
    for person in (bob(), rita()):
        leases = deck(project, person, want=14).leases
        answers = [answer(lease.item_id, lease.item.truth_id, comment="é\n😀") for lease in leases[:-2]]
        deck(project, person, answers=[*answers, answer(leases[-2].item_id, None, skip_reason="blurred")])
    corrected = Annotation.objects.filter(user=bob(), label__isnull=False).earliest("pk")
    assert corrected.label_id is not None
    other = project.labels.exclude(pk=corrected.label_id).get()
    deck(project, bob(), answers=[answer(corrected.item_id, other.pk)])
    run_due_round(project.pk)
    item = project.items.earliest("row")
    Suggestion.objects.create(project=project, item=item, model="gpt", label=other, probability=0.5)
    Item.objects.filter(pk=item.pk).update(metadata={"a": [1, None, "x"]}, external_id="first", state="set_aside")
    project.refresh_from_db()
    return project


def gone(project: Project) -> None:
    """The installation without the project and its people but Alice."""
    delete_project(project.pk, confirm_name=project.name)
    User.objects.exclude(username="alice").delete()


def test_an_archive_comes_back_as_it_was(tmp_path: Path) -> None:
    project = lived_in()
    before = archive_of(project, tmp_path)
    name = project.name
    gone(project)
    again = brought(before)
    assert (again.name, again.pk) != (name, project.pk)
    assert differences(again) == []
    assert members(archive_of(again, tmp_path)) == members(before)


def test_the_model_goes_on_where_it_was(tmp_path: Path) -> None:
    project = lived_in()
    archive = archive_of(project, tmp_path)
    again = brought(archive, "Again")
    lines = []
    for each in (project, again):
        export_to_path(each, tmp_path / "rest.jsonl", Export(what="predictions", format="jsonl"))
        told = [json.loads(line) for line in (tmp_path / "rest.jsonl").read_text().splitlines()]
        lines.append([{name: value for name, value in line.items() if name != "item_id"} for line in told])
    assert lines[0] == lines[1] != []


def test_people_that_are_known_here_are_these_and_others_come_without_a_login(tmp_path: Path) -> None:
    project = lived_in()
    archive = archive_of(project, tmp_path)
    gone(project)
    bob()
    again = brought(archive)
    people = {member.user.username: member for member in Membership.objects.filter(project=again)}
    assert {name for name in people if not name.startswith("#")} == {"alice", "bob"}
    stranger = User.objects.get(called="rita")
    assert (stranger.is_active, stranger.has_usable_password(), stranger.home) == (False, False, again)
    assert Annotation.objects.filter(project=again, user=stranger).exists()
    assert Annotation.objects.filter(project=again, user=bob()).exists()


def test_pictures_come_back_byte_for_byte(tmp_path: Path) -> None:
    pictures = tmp_path / "pictures"
    pictures.mkdir()
    project = image_project(pictures, n=3)
    before = archive_of(project, tmp_path)
    assert sum(name.startswith("media/") for name in members(before)) == 3
    again = brought(before, "Again")
    after = members(archive_of(again, tmp_path))
    own = after.pop("project.jsonl")
    told = members(before)
    assert json.loads(told.pop("project.jsonl")) | {"name": "Again"} == json.loads(own)
    assert after == told
    assert all(f"media/{again.pk}/" in item.media for item in again.items.all())


odd = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40)
given_answer = st.tuples(
    st.sampled_from(["alice", "bob", "rita"]), st.integers(0, 3), st.sampled_from([0, 1, None]), odd, st.booleans()
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    texts=st.lists(odd, min_size=4, max_size=4),
    metadata=st.dictionaries(odd, st.none() | st.booleans() | st.integers(-9, 9) | odd, max_size=3),
    answers=st.lists(given_answer, max_size=8),
)
def test_whatever_is_in_it_goes_out_as_it_came_in(
    tmp_path: Path, texts: list[str], metadata: dict[str, Any], answers: list[Any]
) -> None:
    for old in Project.objects.all():
        delete_project(old.pk, confirm_name=old.name)
    project = text_project(items=4, overlap=3, price_per_label=Decimal("0.05"))
    items, labels = list(project.items.order_by("row")), list(project.labels.all())
    for item, text in zip(items, texts, strict=True):
        Item.objects.filter(pk=item.pk).update(text=text, metadata=metadata)
    for name, row, label, comment, flagged in answers:
        person = {"alice": alice, "bob": bob, "rita": rita}[name]()
        deck(project, person, want=4)
        chosen = None if label is None else labels[label].pk
        deck(project, person, answers=[answer(items[row].pk, chosen, comment=comment[:20], flagged=flagged)])
    before = archive_of(project, tmp_path)
    delete_project(project.pk, confirm_name=project.name)
    again = brought(before)
    assert members(archive_of(again, tmp_path)) == members(before)
    assert differences(again) == []


def test_the_same_project_gives_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    moment = datetime(2026, 1, 2, tzinfo=UTC)
    monkeypatch.setattr("annotator.services.exports.archive.timezone.now", lambda: moment)
    project = lived_in()
    assert archive_of(project, tmp_path) == archive_of(project, tmp_path)


def test_a_name_that_is_taken_is_said_with_the_way_out(tmp_path: Path) -> None:
    project = text_project()
    with pytest.raises(Conflict, match="another name"):
        brought(archive_of(project, tmp_path))
    assert Project.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "no archive"),
        (b"PK\x05\x06" + bytes(18), "no archive"),
        (b"text,label\na,b\n", "no archive"),
    ],
)
def test_what_is_no_archive_is_refused(content: bytes, word: str) -> None:
    with pytest.raises(Unusable, match=word):
        brought(content)


@pytest.mark.parametrize(
    ("member", "content", "word"),
    [
        ("archive.json", b'{"format":"labelling project","version":99}', "newer version"),
        ("project.jsonl", None, "which project"),
        ("labels.jsonl", None, "do not fit together"),
        ("items.jsonl", b'{"row": 0}\n', "do not fit together"),
        ("answers.jsonl", b"{broken\n", "line 1 of answers"),
        ("answers.jsonl", b"[1]\n", "no object"),
        ("answers.jsonl", b"", "labels_spent is"),
        ("people.jsonl", b"", "do not fit together"),
        ("media/evil.html", b"<script>", "no picture"),
        ("state/77", b"x", "do not fit together"),
    ],
)
def test_a_damaged_archive_leaves_nothing(tmp_path: Path, member: str, content: bytes | None, word: str) -> None:
    archive = changed(archive_of(lived_in(), tmp_path), member, content)
    people = User.objects.count()
    with pytest.raises(Unusable, match=word):
        brought(archive, "Again")
    assert (Project.objects.count(), User.objects.count()) == (1, people)


def test_the_command_lines_carry_a_project_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = text_project(items=3)
    path = tmp_path / "home.zip"
    call_command("export", project.name, str(path))
    assert "3 items written" in capsys.readouterr().out
    call_command("import_archive", str(path), name="Second")
    assert "“Second” is here: 3 items." in capsys.readouterr().out
    with pytest.raises(CommandError, match="another name"):
        call_command("import_archive", str(path))
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_archive", str(tmp_path / "missing.zip"))
