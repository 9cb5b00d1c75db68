"""Tables of one row per answer: who said what of which item, in whatever order the rows are."""

import random
from datetime import UTC, datetime
from typing import Any

import pytest

from annotator.files import Choices, Unusable
from annotator.files.shapes import folding
from tests.annotator.files.opened import as_csv, opened, records, said

CROWD = [
    {"task": "t1", "worker": "w1", "label": "cat", "text": "it purrs"},
    {"task": "t2", "worker": "w1", "label": "dog", "text": "it barks"},
    {"task": "t1", "worker": "w2", "label": "cat", "text": "it purrs"},
    {"task": "t2", "worker": "w3", "label": "cat", "text": "it barks"},
]


def test_rows_of_one_item_come_together_whatever_their_order() -> None:
    assert opened(as_csv(CROWD), "crowd.csv").format == "answers"
    assert said(as_csv(CROWD), "crowd.csv") == [[("w1", "cat"), ("w2", "cat")], [("w1", "dog"), ("w3", "cat")]]
    assert [record.external_id for record in records(as_csv(CROWD), "crowd.csv")] == ["t1", "t2"]
    mixed = random.Random(5).sample(CROWD, 4)
    given = {r.external_id: {(a.person, a.label) for a in r.answers} for r in records(as_csv(mixed), "crowd.csv")}
    assert given == {"t1": {("w1", "cat"), ("w2", "cat")}, "t2": {("w1", "dog"), ("w3", "cat")}}


def test_items_that_lie_too_far_apart_come_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folding, "MAX_OPEN", 1)
    rows = [CROWD[0], CROWD[1], CROWD[3], CROWD[2]]
    assert [record.external_id for record in records(as_csv(rows), "crowd.csv")] == ["t1", "t2", "t1"]
    assert said(as_csv(rows), "crowd.csv")[1] == [("w1", "dog"), ("w3", "cat")]


def test_a_table_of_answers_without_texts_is_refused_with_what_is_missing() -> None:
    rows = [{"task": n, "worker": w, "label": n % 2} for n in range(6) for w in range(3)]
    with pytest.raises(Unusable, match="Add a column “text”"):
        opened(as_csv(rows), "crowd.csv")


def test_users_are_people_only_where_one_item_has_several() -> None:
    tweets = [{"user": f"u{n % 3}", "text": f"tweet {n}", "label": "ab"[n % 2]} for n in range(9)]
    assert opened(as_csv(tweets), "tweets.csv").format == "csv"
    judged = [{"user": f"u{n % 3}", "text": f"tweet {n // 3}", "label": "ab"[n % 2]} for n in range(9)]
    assert opened(as_csv(judged), "judged.csv").format == "answers"
    assert len(said(as_csv(judged), "judged.csv")) == 3


def test_our_own_export_of_answers_comes_back_with_its_people_skips_and_truth() -> None:
    about = {"item_id": 8, "row": 3, "external_id": "", "late": "false", "price": 0.02, "round": 4}
    about |= {"answered_at": "2026-05-01T08:00:00+00:00", "lead_time_s": 2.5, "skip": "false", "skip_reason": ""}
    rows = [
        {**about, "text": "it purrs", "annotator": "ann", "label": "cat", "truth": "cat", "comment": "sure"},
        {**about, "text": "it purrs", "annotator": "bo", "label": "", "truth": "cat"} | {"skip": "true"},
        {**about, "text": "it barks", "annotator": "ann", "label": "dog", "truth": ""},
    ]
    read = records("\ufeff" + as_csv(rows), "answers.csv")
    assert [[(a.person, a.label, a.comment) for a in r.answers] for r in read] == [
        [("ann", "cat", "sure"), ("bo", "", "")],
        [("ann", "dog", "")],
    ]
    assert [(r.external_id, r.truth, r.metadata) for r in read] == [("", "cat", "{}"), ("", "", "{}")]
    assert (read[0].answers[0].at, read[0].answers[0].seconds) == (datetime(2026, 5, 1, 8, tzinfo=UTC), 2.5)


def test_figure_eight_names_its_question_by_the_column_with_gold() -> None:
    rows = [
        {
            "_unit_id": 1,
            "_worker_id": w,
            "_created_at": "3/1/2026 10:00:00",
            "tone": t,
            "tone_gold": "ok",
            "text": "hm yes",
        }
        for w, t in [(5, "ok"), (6, "bad")]
    ]
    [record] = records(as_csv(rows), "full.csv")
    assert [(a.person, a.label) for a in record.answers] == [("5", "ok"), ("6", "bad")]
    assert record.answers[0].at == datetime(2026, 3, 1, 10, tzinfo=UTC)


def test_toloka_assignments() -> None:
    def row(task: str, worker: str, result: str, status: str = "APPROVED", golden: str = "") -> dict[str, Any]:
        about = {"ASSIGNMENT:task_id": task, "ASSIGNMENT:worker_id": worker, "ASSIGNMENT:status": status}
        about |= {"ASSIGNMENT:submitted": "2026-02-01T09:30:00.5", "HINT:text": ""}
        return {"INPUT:text": f"text of {task}", "OUTPUT:result": result, "GOLDEN:result": golden, **about}

    rows = [
        row("a", "w1", "OK"),
        row("a", "w2", "BAD"),
        row("b", "w1", "OK", "REJECTED"),
        row("c", "w1", "", golden="OK"),
    ]
    content = as_csv(rows, "\t")
    assert opened(content, "assignments.tsv").format == "toloka"
    assert said(content, "assignments.tsv") == [[("w1", "OK"), ("w2", "BAD")], [], []]
    assert [record.truth for record in records(content, "assignments.tsv")] == ["", "", "OK"]
    assert records(content, "assignments.tsv")[0].metadata == "{}"


TURK = {"HITTypeId": "T", "Title": "Judge", "AssignmentStatus": "Approved", "WorkTimeInSeconds": "12"}
TURK |= {"SubmitTime": "Fri Nov 27 10:00:00 PST 2026", "Approve": "", "Reject": ""}


@pytest.mark.parametrize(
    "answers",
    [
        [{"Answer.mood.label": "good"}, {"Answer.mood.label": "bad"}, {"Answer.mood.label": "good"}],
        [
            {"Answer.mood.good": "true", "Answer.mood.bad": "false"},
            {"Answer.mood.good": "false", "Answer.mood.bad": "true"},
            {"Answer.mood.good": "true", "Answer.mood.bad": "false"},
        ],
        [{"Answer.taskAnswers": f'[{{"mood": {{"label": "{word}"}}}}]'} for word in ("good", "bad", "good")],
    ],
    ids=["classifier", "marks", "json"],
)
def test_mechanical_turk_batches(answers: list[dict[str, str]]) -> None:
    hits = [("h1", "w1"), ("h1", "w2"), ("h2", "w1")]
    rows = [
        {"HITId": hit, **TURK, "WorkerId": worker, "Input.text": f"text of {hit}", **answer}
        for (hit, worker), answer in zip(hits, answers, strict=True)
    ]
    content = as_csv([*rows, {**rows[-1], "WorkerId": "w9", "AssignmentStatus": "Rejected"}])
    assert opened(content, "batch.csv").format == "mechanical-turk"
    assert said(content, "batch.csv") == [[("w1", "good"), ("w2", "bad")], [("w1", "good")]]
    [first, _] = records(content, "batch.csv")
    assert (first.external_id, first.answers[0].seconds, first.metadata) == ("h1", 12, "{}")
    assert first.answers[0].at == datetime(2026, 11, 27, 10, tzinfo=UTC)


def test_another_label_column_can_be_named() -> None:
    rows = [{**row, "sure": "yes" if n % 2 else "no"} for n, row in enumerate(CROWD)]
    assert said(as_csv(rows), "crowd.csv", Choices(label_column="sure"))[0] == [("w1", "no"), ("w2", "no")]
    assert said(as_csv(rows), "crowd.csv", Choices(label_column="")) == [[], []]


def test_answers_as_marks_in_columns_of_classes() -> None:
    rows = [
        {
            "id": f"t{n // 2}",
            "text": f"text {n // 2}",
            "rater_id": n % 2,
            "joy": int(n < 3),
            "fear": int(n >= 3),
            "unclear": "False",
        }
        for n in range(6)
    ]
    assert said(as_csv(rows), "raw.csv") == [
        [("0", "joy"), ("1", "joy")],
        [("0", "joy"), ("1", "fear")],
        [("0", "fear"), ("1", "fear")],
    ]
