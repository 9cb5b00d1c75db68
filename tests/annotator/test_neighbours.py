"""Nearest items and the map, by address: in what the newest round looked at, or the first that is there."""

from typing import Any
from urllib.parse import urlencode

import numpy as np
import pytest

import selection
from annotator.models import Item, Label, Project, User
from annotator.services.projects import projects
from annotator.services.rounds.run import run_due_round
from annotator.sources import features, neighbours
from tests.annotator.test_features import compute
from tests.asking import browser_of, code_of
from tests.cast import add_texts, alice, answer, bob, deck, rita, text_project

pytestmark = pytest.mark.django_db(transaction=True)

NEAR = ["where is my parcel now", "where is my parcel today", "parcel where is it"]
FAR = ["this lamp gives a warm light", "the soup was salty and cold", "trains leave on every hour", "a blue wool scarf"]


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Encoders that need no network of layers."""
    monkeypatch.setattr(selection, "ENCODERS", {name: selection.ENCODERS[name] for name in ("tokens", "words")})


def parcels(**settings: Any) -> Project:
    """Three questions after a parcel in the rows 0, 2 and 4, other texts between and behind them."""
    project = text_project(items=0, **settings)
    add_texts(project, [NEAR[0], FAR[0], NEAR[1], FAR[1], NEAR[2], *FAR[2:]])
    return project


def ask(path: str, user: User | None = None) -> Any:
    client = browser_of(user or alice())
    return client.get(f"/api/projects/{path}")


def item_at(project: Project, row: int) -> Item:
    return Item.objects.get(project=project, row=row)


def nearest(project: Project, row: int, more: str = "") -> Any:
    return ask(f"{project.pk}/items/{item_at(project, row).pk}/nearest{more}", rita())


def test_the_nearest_items_are_the_most_alike_first_and_never_the_one_asked_about() -> None:
    project = parcels()
    compute()
    body = nearest(project, 0, "?count=2").json()
    assert {near["id"] for near in body["items"]} == {item_at(project, row).pk for row in (2, 4)}
    # Of the representations that are there, the first of the kind.
    assert (body["representation"], body["title"], body["among"]) == ("words", "Words", 6)
    (asked, *others), _ = features.cache_of(project.pk, selection.ENCODERS["words"]).read(np.array([0, 2, 4]))
    expected = sorted(
        (float(asked @ one / np.linalg.norm(asked) / np.linalg.norm(one)) for one in others), reverse=True
    )
    assert [near["cosine"] for near in body["items"]] == pytest.approx(expected, abs=1e-4)
    assert len(nearest(project, 0).json()["items"]) == 6


def test_it_looks_through_what_the_newest_round_looked_at() -> None:
    project = parcels(batch_size=2, start_fraction=1.0)
    projects.update(project.pk, changes={"advanced": {"features": "tokens"}}, by=alice())
    compute()
    done = run_due_round(project.pk)
    assert done is not None
    assert done.report["representation"] == "tokens"
    assert nearest(project, 0).json()["representation"] == "tokens"
    assert ask(f"{project.pk}/map").json()["title"] == "Single words"


def test_a_search_reads_no_more_than_its_part_evenly_spread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(neighbours, "MOST_SEARCHED", 3)
    project = parcels()
    compute()
    body = nearest(project, 0).json()
    assert body["among"] == 3
    assert {near["id"] for near in body["items"]} == {item_at(project, row).pk for row in (1, 3, 6)}


def test_before_features_are_there_both_say_so() -> None:
    project = parcels()
    for refused in (nearest(project, 0), ask(f"{project.pk}/map")):
        assert refused.status_code == 409
        assert "computed in the background" in refused.json()["errors"][0]["detail"]
    compute()
    add_texts(project, ["one more text"])
    refused = nearest(project, 7)
    assert (refused.status_code, code_of(refused)) == (409, "no_features")
    assert refused.json()["errors"][0]["detail"].startswith("The features of this item are not there yet")
    assert ask(f"{project.pk}/map").json()["ready"] == 7


def test_a_strategy_without_features_says_that_waiting_does_not_help() -> None:
    project = parcels(strategy="random")
    assert "strategy computes no features" in ask(f"{project.pk}/map").json()["errors"][0]["detail"]


def test_features_that_begin_anew_meanwhile_are_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    project = parcels()
    compute()
    views = features.views_of(project)
    features.remove(project.pk)
    monkeypatch.setattr(neighbours, "views_of", lambda _: views)
    for refused in (nearest(project, 0), ask(f"{project.pk}/map")):
        assert refused.status_code == 409
        assert "computed anew" in refused.json()["errors"][0]["detail"]


@pytest.mark.parametrize("count", ["0", "101", "-1", "many", "1.5"])
def test_a_count_out_of_bounds_is_refused_by_name(count: str) -> None:
    project = parcels()
    refused = nearest(project, 0, f"?count={count}")
    assert refused.status_code == 400
    assert refused.json()["errors"][0] == {"code": "invalid", "detail": "A number from 1 to 100.", "attr": "count"}


def test_an_item_of_another_project_is_not_there() -> None:
    project, other = parcels(), parcels(name="Other")
    refused = ask(f"{project.pk}/items/{item_at(other, 0).pk}/nearest")
    assert (refused.status_code, code_of(refused)) == (404, "not_found")


def by_text(project: Project, text: str, more: str = "") -> Any:
    return ask(f"{project.pk}/nearest?{urlencode({'text': text})}{more}", rita())


def test_items_are_sought_by_a_text_that_is_in_none_of_them() -> None:
    project = parcels()
    compute()
    body = by_text(project, "have you seen my parcel?", "&count=3").json()
    assert {near["id"] for near in body["items"]} == {item_at(project, row).pk for row in (0, 2, 4)}
    assert (body["representation"], body["title"], body["among"]) == ("tokens", "Single words", 7)
    cosines = [near["cosine"] for near in body["items"]]
    assert cosines == sorted(cosines, reverse=True)
    same = by_text(project, FAR[2], "&count=1").json()["items"][0]
    assert same["id"] == item_at(project, 5).pk
    assert same["cosine"] == pytest.approx(1, abs=1e-3)


@pytest.mark.parametrize("text", ["", "   ", "x" * 1001])
def test_a_text_that_says_nothing_or_too_much_is_refused_by_name(text: str) -> None:
    refused = by_text(parcels(), text)
    assert refused.status_code == 400
    assert refused.json()["errors"][0]["attr"] == "text"


def test_before_features_are_there_a_text_finds_nothing_and_says_so() -> None:
    refused = by_text(parcels(), "parcel")
    assert (refused.status_code, code_of(refused)) == (409, "no_features")


def test_pictures_are_not_sought_by_text() -> None:
    project = projects.create(name="Pictures", kind="image", owner=alice())
    refused = ask(f"{project.pk}/nearest?text=dog")
    assert (refused.status_code, code_of(refused)) == (409, "no_text_search")


def test_texts_are_read_one_at_a_time_and_not_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    project = parcels()
    compute()
    monkeypatch.setattr(neighbours, "WITHIN_S", 0.01)
    with neighbours._one_at_a_time:
        busy = by_text(project, "parcel")
    late = by_text(project, "parcel")
    assert [code_of(refused) for refused in (busy, late)] == ["search_busy", "search_busy"]


def test_weights_that_are_gone_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    project = parcels()
    compute()

    def damaged(*_: Any, **__: Any) -> None:
        raise selection.StrategyError("The weights of the encoder tokens are damaged.")

    monkeypatch.setattr(selection, "encode_one", damaged)
    refused = by_text(project, "parcel")
    assert (refused.status_code, refused.json()["errors"][0]["detail"][:11]) == (409, "The weights")


def test_the_map_shows_where_items_lie_and_what_their_answers_amount_to() -> None:
    project = parcels(overlap=2)
    compute()
    good, bad = Label.objects.filter(project=project).order_by("position")
    held = {lease.item.row: lease.item_id for lease in deck(project, bob(), want=7).leases}
    deck(project, rita(), want=7)
    deck(project, bob(), answers=[answer(held[row], good.pk) for row in (0, 2, 4)] + [answer(held[1], None)])
    deck(project, rita(), answers=[answer(held[0], good.pk), answer(held[2], bad.pk)])
    body = ask(f"{project.pk}/map").json()
    label_of = {place["id"]: place["label"] for place in body["items"]}
    # Row 2 is tied, row 1 skipped.
    assert label_of == {held[row]: good.pk if row in (0, 4) else None for row in range(7)}
    at = {place["id"]: np.array([place["x"], place["y"]]) for place in body["items"]}
    assert np.abs(list(at.values())).max(axis=0) == pytest.approx([1, 1])
    apart = [float(np.linalg.norm(at[held[0]] - at[held[row]])) for row in range(7)]
    assert max(apart[2], apart[4]) < min(apart[row] for row in (1, 3, 5, 6))


def test_a_map_of_some_spreads_them_evenly() -> None:
    project = parcels()
    compute()
    body = ask(f"{project.pk}/map?count=3", rita()).json()
    assert [place["id"] for place in body["items"]] == [item_at(project, row).pk for row in (0, 3, 6)]
    assert (body["ready"], body["representation"]) == (7, "words")
