"""What Label Studio writes: whose answers, models and truths stand in its rows."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from annotator.files import Choices, Unusable
from tests.annotator.files.opened import as_csv, codes, opened, records, said


def choice(*classes: str, by: str = "mood", **more: Any) -> dict[str, Any]:
    return {"from_name": by, "to_name": "text", "type": "choices", "value": {"choices": list(classes), **more}}


def annotated(*results: dict[str, Any], by: Any = 3, **more: Any) -> dict[str, Any]:
    return {"completed_by": by, "result": list(results), **more}


def task(text: str, *annotations: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"id": len(text), "data": {"text": text, "shop": "north"}, "annotations": list(annotations), **more}


def test_label_studio_tasks_keep_who_when_how_long_and_what_was_known() -> None:
    moment = {"created_at": "2026-03-01T10:00:00Z", "updated_at": "2026-03-01T10:00:05.5Z", "lead_time": 4.5}
    first = annotated(choice("Happy"), by={"id": 1, "email": "ann@x.org"}, ground_truth=True, **moment)
    [record] = records([task("a fine day", first, annotated(choice("Sad"), by=7))])
    assert [(a.person, a.label, a.seconds) for a in record.answers] == [("ann@x.org", "Happy", 4.5), ("7", "Sad", 0)]
    assert record.answers[0].at == datetime(2026, 3, 1, 10, 0, 5, 500_000, UTC)
    assert (record.truth, record.label, record.external_id) == ("Happy", "", "10")
    assert json.loads(record.metadata) == {"shop": "north"}


def test_cancelled_annotations_of_label_studio_are_skips() -> None:
    assert said([task("one", annotated(by="bo", was_cancelled=True))]) == [[("bo", "")]]


def test_predictions_of_label_studio_are_suggestions_with_their_model() -> None:
    prediction = {"model_version": "v12", "score": 0.75, "result": [choice("Sad")]}
    odd = {"model_version": "v13", "score": 7, "result": [choice("Happy")]}
    [record] = records([task("one", predictions=[prediction, odd])])
    assert record.answers == ()
    assert [(s.label, s.model, s.probability, s.score) for s in record.suggestions] == [
        ("Sad", "v12", 0.75, None),
        ("Happy", "v13", None, 7.0),
    ]


def test_of_several_questions_one_is_read_and_another_can_be_named() -> None:
    rows = [task("one", annotated(choice("Happy"), choice("Spam", by="kind"))), task("two", annotated(choice("Sad")))]
    assert said(rows) == [[("3", "Happy")], [("3", "Sad")]]
    assert [remark.code for remark in opened(rows).remarks] == ["several_questions"]
    assert said(rows, choices=Choices(label_column="kind")) == [[("3", "Spam")], []]


def test_two_classes_in_one_answer_are_told_and_none_is_taken() -> None:
    rows = [task("one", annotated(choice("Happy", "Sad")))]
    assert said(rows) == [[]]
    assert codes(rows) == ["several_labels"]


def test_ratings_and_places_in_a_tree_are_classes() -> None:
    rating = {"from_name": "stars", "type": "rating", "value": {"rating": 4}}
    tree = {"from_name": "where", "type": "taxonomy", "value": {"taxonomy": [["Food", "Fruit"]]}}
    assert said([task("one", annotated(rating))]) == [[("3", "4")]]
    assert said([task("one", annotated(tree))]) == [[("3", "Food / Fruit")]]


def test_marks_of_label_studio_are_refused_and_the_items_alone_come_in() -> None:
    span = {"from_name": "ner", "type": "labels", "value": {"start": 0, "end": 3, "labels": ["PER"]}}
    rows = [task("Ann came", annotated(span))]
    with pytest.raises(Unusable, match="no label column") as error:
        opened(rows)
    assert error.value.code == "not_classification"
    assert said(rows, choices=Choices(label_column="")) == [[]]


def test_tasks_of_addresses_are_refused_in_a_sentence_about_addresses() -> None:
    with pytest.raises(Unusable, match="URLs"):
        opened([{"data": {"image": "https://x.org/cat.jpg"}, "annotations": []}])


def test_the_first_label_studio_called_annotations_completions() -> None:
    row = {
        "id": 5,
        "data": {"text": "one"},
        "completions": [{"created_at": 1_700_000_000, "result": [choice("Happy")]}],
    }
    [record] = records([row])
    assert record.answers[0].label == "Happy"
    assert record.answers[0].at == datetime.fromtimestamp(1_700_000_000, UTC)


MIN = [
    {"text": "a fine day", "id": 1, "mood": "Happy", "annotator": "ann@x.org", "annotation_id": 9, "lead_time": 3.5},
    {"text": "a grey day", "id": 2, "mood": "Sad", "annotator": "ann@x.org", "annotation_id": 10, "lead_time": 2},
    {"text": "a fine day", "id": 1, "mood": "Sad", "annotator": "bo@x.org", "annotation_id": 11, "lead_time": 1},
    {
        "text": "a wild day",
        "id": 3,
        "mood": {"choices": ["Happy", "Sad"]},
        "annotator": "bo@x.org",
        "annotation_id": 12,
    },
]


@pytest.mark.parametrize("form", ["json", "csv"])
def test_rows_of_one_item_in_tables_of_label_studio_are_several_answers(form: str) -> None:
    rows = [{**row, "created_at": "2026-03-01T10:00:00Z"} for row in MIN]
    cells = [{k: json.dumps(v) if isinstance(v, dict) else v for k, v in sorted(row.items())} for row in rows]
    content: Any = rows if form == "json" else as_csv(cells)
    assert opened(content, f"min.{form}").format == "label-studio"
    assert said(content, f"min.{form}") == [[("ann@x.org", "Happy"), ("bo@x.org", "Sad")], [("ann@x.org", "Sad")], []]
    assert codes(content, f"min.{form}") == ["several_labels"]


# doccano


def test_label_studio_items_may_bring_a_label_in_their_data() -> None:
    rows = [{"id": n, "data": {"text": f"day {n}", "mood": "good"}, "annotations": []} for n in range(2)]
    assert [record.label for record in records(rows)] == ["", ""]
    assert [record.label for record in records(rows, choices=Choices(label_column="data.mood"))] == ["good", "good"]


def test_answers_are_truth_or_suggestions_where_somebody_says_so() -> None:
    rows = [task("one", annotated(choice("Happy"), by="ann"), annotated(choice("Happy"), by="bo"))]
    rows.append(task("three", annotated(choice("Happy"), by="ann"), annotated(choice("Sad"), by="bo")))
    known = records(rows, choices=Choices(labels_are="truth"))
    assert [(record.truth, record.answers) for record in known] == [("Happy", ()), ("", ())]
    assert [[remark.code for remark in record.remarks] for record in known] == [[], ["several_labels"]]
    [first, _] = records(rows, choices=Choices(labels_are="suggestions"))
    assert (first.answers, [(s.model, s.label) for s in first.suggestions]) == ((), [("ann", "Happy"), ("bo", "Happy")])


def test_spans_in_tables_of_label_studio_are_no_classes() -> None:
    span = [{"start": 0, "end": 3, "text": "Ann", "labels": ["PER"]}]
    row = {
        "text": "Ann came",
        "id": 1,
        "label": span,
        "annotator": 1,
        "annotation_id": 1,
        "created_at": "",
        "lead_time": 1,
    }
    with pytest.raises(Unusable, match="Label Studio"):
        opened([row])
