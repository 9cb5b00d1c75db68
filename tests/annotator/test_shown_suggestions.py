"""What annotators see of what a model suggests: only where the project shows it, and never on audit items."""

import io
import json
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from annotator.models import Annotation, Item, ItemRole, Lease, LogEntry, Project, Suggestion, User
from annotator.selectors.project_log import sentence
from annotator.selectors.shown_suggestions import ShownSuggestion
from annotator.services.exports.description import Export
from annotator.services.exports.write import export_to_path
from annotator.services.imports.archive import import_archive
from annotator.services.imports.suggested import SuggestedRow, store_suggested
from annotator.services.queue.exchange import Outcome
from tests.asking import browser_of, code_of
from tests.cast import alice, answer, bob, deck, rita, text_project

pytestmark = pytest.mark.django_db


def suggest(
    project: Project, said: Mapping[int, tuple[str, float | None]], *, model: str = "tiny", version: str = "1"
) -> None:
    """row -> label and probability"""
    ids = dict(project.items.values_list("row", "pk"))
    rows = [
        SuggestedRow(item=ids[row], external_id="", label=label, probability=probability)
        for row, (label, probability) in said.items()
    ]
    results = store_suggested(project.pk, rows, model=model, version=version)
    assert {result.status for result in results} <= {"added", "updated"}


def showing(model: str | None = "tiny", *, items: int = 6, **settings: Any) -> Project:
    """All its items have a suggestion of “tiny”, 0.81 good; it shows what this model says."""
    project = text_project(items=items, **settings)
    suggest(project, dict.fromkeys(range(items), ("good", 0.81)))
    show(project, model)
    return project


def show(project: Project, model: str | None) -> None:
    Project.objects.filter(pk=project.pk).update(shown_suggestions=model)
    project.refresh_from_db()


def change(project: Project, model: object, user: User | None = None) -> Any:
    body = json.dumps({"shown_suggestions": model})
    return browser_of(user or alice()).patch(f"/api/projects/{project.pk}", body, content_type="application/json")


def said(outcome: Outcome) -> dict[int, str | None]:
    """row -> name of the label that is suggested"""
    names = dict(outcome.project.labels.values_list("pk", "name"))
    return {each.item.row: names[each.suggestion.label_id] if each.suggestion else None for each in outcome.leases}


def record(project: Project, user: User | None = None) -> dict[int, bool]:
    """row -> whether its current answer was given in sight of a suggestion"""
    answers = Annotation.objects.filter(project=project, replaced_at=None, user=user or bob())
    return dict(answers.values_list("item__row", "suggestion_shown"))


def label_all(project: Project, outcome: Outcome, user: User | None = None, **fields: Any) -> None:
    good = project.labels.get(name="good").pk
    answers = [answer(lease.item_id, good) for lease in outcome.leases]
    done = deck(project, user or bob(), answers=answers, **fields)
    assert {result.status for result in done.results} == {"accepted"}


def test_nothing_is_shown_unless_the_project_shows_it() -> None:
    project = showing(None)
    outcome = deck(project, bob(), want=6)
    assert set(said(outcome).values()) == {None}
    label_all(project, outcome)
    assert set(record(project).values()) == {False}


def test_who_sees_a_suggestion_has_that_on_record_and_who_sees_none_has_not() -> None:
    project = text_project(items=4)
    suggest(project, {1: ("bad", 0.6), 2: ("good", None)})
    show(project, "tiny")
    outcome = deck(project, bob(), want=4)
    assert said(outcome) == {0: None, 1: "bad", 2: "good", 3: None}
    label_all(project, outcome)
    assert record(project) == {0: False, 1: True, 2: True, 3: False}


def test_the_newest_version_speaks_and_of_its_labels_the_likeliest() -> None:
    project = text_project(items=3, labels=("good", "bad", "odd"))
    suggest(project, {0: ("good", 0.99), 1: ("good", 0.99)}, version="9")
    suggest(project, {0: ("bad", 0.3)}, version="10")
    suggest(project, {0: ("odd", 0.6)}, version="10")
    suggest(project, {0: ("good", 1.0)}, model="large")
    # Said once more, an old version is no newer for it.
    suggest(project, {0: ("good", 0.98)}, version="9")
    show(project, "tiny")
    outcome = deck(project, bob(), want=3)
    assert said(outcome) == {0: "odd", 1: "good", 2: None}
    (first,) = [each.suggestion for each in outcome.leases if each.item.row == 0]
    assert first == ShownSuggestion(project.labels.get(name="odd").pk, 0.6, None)


def test_a_model_without_a_name_can_be_shown() -> None:
    project = text_project(items=2)
    suggest(project, {0: ("bad", None)}, model="", version="")
    assert change(project, "").status_code == 200
    assert said(deck(project, bob(), want=2)) == {0: "bad", 1: None}


def test_audit_items_never_show_any() -> None:
    project = showing(overlap=2)
    hidden = [1, 4]
    Item.objects.filter(project=project, row__in=hidden).update(role=ItemRole.AUDIT)
    # They come by the queue, also by a reload and after a skip.
    outcome = deck(project, bob(), want=6)
    shown = said(outcome)
    assert {row for row, label in shown.items() if label} == {0, 2, 3, 5}
    assert said(deck(project, bob(), want=6)) == shown
    items = [lease.item_id for lease in outcome.leases]
    skips = deck(project, bob(), answers=[answer(item, None) for item in items])
    assert {result.status for result in skips.results} == {"accepted"}
    again = said(deck(project, bob(), want=6, skipped_until=timezone.now()))
    assert {row for row in again if again[row] is None} == set(again) & set(hidden)
    assert not any(record(project)[row] for row in hidden if row in record(project))
    mine = browser_of(bob()).get(f"/api/projects/{project.pk}/own-answers").json()["answers"]
    rows = dict(project.items.values_list("pk", "row"))
    assert {rows[one["item"]["id"]] for one in mine if one["item"]["suggestion"]}.isdisjoint(hidden)


def test_a_reloaded_page_shows_what_it_showed_and_nothing_that_it_did_not() -> None:
    project = showing(None, items=4)
    before = deck(project, bob(), want=2)
    show(project, "tiny")
    outcome = deck(project, bob(), want=4)
    rows = {each.item.row for each in before.leases}
    assert {row for row, label in said(outcome).items() if label is None} == rows
    assert said(deck(project, bob(), want=4)) == said(outcome)
    label_all(project, outcome)
    assert record(project) == {row: row not in rows for row in range(4)}


@pytest.mark.parametrize(("first", "then"), [("tiny", None), (None, "tiny")], ids=["shown no more", "shown since"])
def test_a_page_that_was_away_answers_for_what_it_has_on_screen(first: str | None, then: str | None) -> None:
    project = showing(first, items=3)
    now = timezone.now()
    outcome = deck(project, bob(), want=3, now=now)
    ids = [lease.item_id for lease in outcome.leases]
    show(project, then)
    # Their time ran out while the page was off line; what is still free it gets back, and shows it as before.
    deck(project, rita(), now=now + timedelta(hours=2))
    assert not Lease.objects.filter(ended_at=None).exists()
    good = project.labels.get(name="good").pk
    late = deck(
        project, bob(), answers=[answer(ids[0], good)], holding=frozenset(ids[1:]), now=now + timedelta(hours=3)
    )
    assert late.leases == []
    assert late.lost == []
    label_all(project, Outcome(**{**vars(late), "leases": outcome.leases[1:]}), now=now + timedelta(hours=3))
    assert set(record(project).values()) == {first is not None}


def test_a_correction_is_given_in_sight_of_what_was_handed_out() -> None:
    project = showing(items=1)
    outcome = deck(project, bob(), want=1)
    label_all(project, outcome)
    show(project, None)
    bad = project.labels.get(name="bad").pk
    deck(project, bob(), answers=[answer(outcome.leases[0].item_id, bad)])
    assert record(project) == {0: True}
    assert list(Annotation.objects.values_list("suggestion_shown", flat=True)) == [True, True]


def test_what_a_program_answers_was_on_no_screen() -> None:
    project = showing(items=2)
    body = {"answers": [{"item": item.pk, "label": "bad"} for item in project.items.all()]}
    address = f"/api/projects/{project.pk}/answers"
    done = browser_of(bob()).post(address, json.dumps(body), content_type="application/json")
    assert [each["status"] for each in done.json()["results"]] == ["accepted", "accepted"]
    assert record(project) == {0: False, 1: False}


def test_the_page_gets_number_and_share_and_own_answers_have_them_too() -> None:
    project = showing(items=1)
    good = project.labels.get(name="good").pk
    body = {"submission": "00000000-0000-4000-8000-000000000001", "want": 1}
    address = f"/api/projects/{project.pk}"
    answered = browser_of(bob()).post(f"{address}/deck", json.dumps(body), content_type="application/json").json()
    suggestion = {"label": good, "probability": 0.81, "score": None}
    assert answered["items"][0]["suggestion"] == suggestion
    deck(project, bob(), answers=[answer(answered["items"][0]["id"], good)])
    mine = browser_of(bob()).get(f"{address}/own-answers").json()["answers"]
    assert [one["item"]["suggestion"] for one in mine] == [suggestion]


def test_only_who_shows_suggestions_asks_for_them() -> None:
    project = showing(None, items=30)
    deck(project, bob(), want=1)

    def asked() -> list[str]:
        with CaptureQueriesContext(connection) as queries:
            deck(project, bob(), want=10)
        said = [each["sql"] for each in queries.captured_queries]
        # Which connection has prepared what already depends on what came before.
        run = [sql for sql in said if not sql.startswith("PREPARE")]
        return [sql for sql in run if "annotator_suggestion" in sql or "hot_shown_suggestions" in sql]

    assert asked() == []
    deck(project, bob(), give_back=tuple(Lease.objects.filter(ended_at=None).values_list("item_id", flat=True)))
    show(project, "tiny")
    assert [sql.split()[:2] for sql in asked()] == [["EXECUTE", "hot_shown_suggestions"]]


def test_the_setting_takes_models_that_suggest_here_and_is_told_in_the_log() -> None:
    project = text_project(items=2)
    other = text_project(name="Others", items=1)
    suggest(other, {0: ("good", 0.5)}, model="elsewhere")
    suggest(project, {0: ("good", 0.5)}, model="tiny")
    suggest(project, {1: ("good", 0.5)}, model="")
    refused = change(project, "elsewhere")
    assert refused.status_code == 400
    assert code_of(refused) == "unknown_model"
    assert refused.json()["errors"][0]["attr"] == "shown_suggestions"
    assert change(project, "tiny", bob()).status_code == 403
    done = [change(project, model).json() for model in ("tiny", "", None)]
    assert [each["shown_suggestions"] for each in done] == ["tiny", "", None]
    assert done[0]["suggested_by"] == ["", "tiny"]
    assert browser_of(bob()).get(f"/api/projects/{project.pk}").json()["suggested_by"] == []
    words = [sentence(entry) for entry in LogEntry.objects.filter(subject="shown_suggestions").order_by("pk")]
    what = "Changed the model whose suggestions are shown"
    assert words == [
        f"{what} from none to “tiny”.",
        f"{what} from “tiny” to a model without a name.",
        f"{what} from a model without a name to none.",
    ]


def test_a_model_whose_suggestions_are_gone_hinders_no_other_change() -> None:
    project = showing(items=2)
    Suggestion.objects.all().delete()
    body = json.dumps({"shown_suggestions": "tiny", "deck_size": 7})
    done = browser_of(alice()).patch(f"/api/projects/{project.pk}", body, content_type="application/json")
    assert (done.status_code, done.json()["suggested_by"]) == (200, [])
    assert said(deck(project, bob(), want=2)) == {0: None, 1: None}


@pytest.mark.django_db(transaction=True)
def test_an_archive_carries_what_is_shown_and_what_was(tmp_path: Path) -> None:
    project = showing(items=4)
    label_all(project, deck(project, bob(), want=2))
    before = record(project)
    path = tmp_path / "home.zip"
    export_to_path(project, path, Export(what="archive", format="zip"))
    again = import_archive(io.BytesIO(path.read_bytes()), name="Again", source="home.zip")
    assert again.shown_suggestions == "tiny"
    assert record(again) == before == dict.fromkeys(before, True)
    assert set(Lease.objects.filter(project=again).values_list("suggestion_shown", flat=True)) == {True}
    rows = set(range(4)) - set(before)
    assert said(deck(again, bob(), want=4)) == dict.fromkeys(rows, "good")


def test_exports_say_which_answers_were_given_in_sight_of_a_suggestion(tmp_path: Path) -> None:
    project = text_project(items=2)
    suggest(project, {1: ("bad", 0.9)})
    show(project, "tiny")
    label_all(project, deck(project, bob(), want=2))
    path = tmp_path / "answers.jsonl"
    export_to_path(project, path, Export.of({"format": "jsonl"}))
    lines = [json.loads(line) for line in path.read_text().splitlines()]
    assert {line["row"]: line["suggestion_shown"] for line in lines} == {0: False, 1: True}
