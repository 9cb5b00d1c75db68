"""What other tools write: whose answers, models and truths stand in their rows."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from annotator.files import Choices, Unusable
from tests.annotator.files.opened import as_csv, codes, opened, records, said

# Label Studio


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


def test_doccano_lists_of_classes() -> None:
    rows = [
        {"id": 4, "text": "one", "label": ["pos"], "Comments": []},
        {"id": 5, "text": "two", "label": [], "Comments": ["hm"]},
        {"id": 6, "text": "three", "label": ["pos", "neg"], "Comments": []},
    ]
    file = opened(rows, "all.jsonl")
    assert (file.format, file.labels_are) == ("doccano", "answers")
    assert [(r.external_id, r.label) for r in records(rows, "all.jsonl")] == [("4", "pos"), ("5", ""), ("6", "")]
    assert json.loads(records(rows, "all.jsonl")[1].metadata) == {"Comments": ["hm"]}
    assert codes(rows, "all.jsonl") == ["several_labels"]
    assert opened(rows[:1], "all.jsonl").labels_are == "truth"


@pytest.mark.parametrize(
    "row",
    [
        {"id": 1, "text": "Ann came", "label": [[0, 3, "PER"]]},
        {"id": 1, "text": "Ann came", "entities": [{"id": 2, "label": "PER", "start_offset": 0}], "relations": []},
        {"id": 1, "text": "Ann came", "annotations": [{"label": 1, "start_offset": 0, "end_offset": 3, "user": 1}]},
    ],
)
def test_doccano_spans_are_refused_and_the_texts_alone_come_in(row: dict[str, Any]) -> None:
    with pytest.raises(Unusable, match="doccano"):
        opened([row], "spans.jsonl")
    [record] = records([row], "spans.jsonl", Choices(label_column=""))
    assert (record.text, record.label, record.answers) == ("Ann came", "", ())


def test_the_first_doccano_said_who_gave_each_number() -> None:
    row = {"id": 1, "text": "one", "meta": {}, "annotations": [{"label": 2, "user": 8}], "annotation_approver": None}
    assert said([row], "old.jsonl") == [[("8", "2")]]


# Argilla


def test_argilla_records_of_version_2() -> None:
    row = {
        "id": "r1",
        "fields": {"review": "a fine film"},
        "metadata": {"year": 1999},
        "suggestions": {"mood": {"value": "pos", "score": 0.5, "agent": "m1"}},
        "responses": {
            "mood": [
                {"value": "neg", "user_id": "u1", "status": "submitted"},
                {"value": None, "user_id": "u2", "status": "discarded"},
                {"value": "pos", "user_id": "u3", "status": "draft"},
            ]
        },
    }
    [record] = records([row])
    assert (record.text, record.external_id, json.loads(record.metadata)) == ("a fine film", "r1", {"year": 1999})
    assert [(a.person, a.label) for a in record.answers] == [("u1", "neg"), ("u2", "")]
    assert [(s.model, s.label, s.probability) for s in record.suggestions] == [("m1", "pos", 0.5)]
    assert codes([row]) == ["draft_response"]


def test_argilla_records_of_version_1() -> None:
    def record(key: str, responses: list[Any], suggestions: list[Any]) -> dict[str, Any]:
        fields = {"text": f"film {key}"}
        return {"fields": fields, "external_id": key, "responses": responses, "suggestions": suggestions}

    def given(person: str, mood: str, why: str) -> dict[str, Any]:
        values = {"mood": {"value": mood}, "why": {"value": why}}
        return {"user_id": person, "status": "submitted", "values": values}

    gone = {"user_id": "u2", "status": "discarded", "values": {}}
    suggested = [{"question_name": "mood", "value": "neg", "agent": "m"}, {"question_name": "why", "value": "x"}]
    rows = [
        record("e1", [given("u1", "pos", "nice"), gone], suggested),
        record("e2", [given("u1", "pos", "good")], []),
        record("e3", [], []),
    ]
    assert said(rows) == [[("u1", "pos"), ("u2", "")], [("u1", "pos")], []]
    assert [suggestion.label for suggestion in records(rows)[0].suggestions] == ["neg"]


def test_argilla_as_a_table_and_as_a_feedback_data_set() -> None:
    flat: dict[str, Any] = {"id": "a", "status": "completed", "text": "one film", "mood.responses": ["pos", None]}
    flat |= {"mood.responses.users": ["u1", "u2"], "mood.responses.status": ["submitted", "discarded"]}
    flat |= {"mood.suggestion": "neg", "mood.suggestion.score": 0.25, "mood.suggestion.agent": "m"}
    assert said([flat], "flat.jsonl") == [[("u1", "pos"), ("u2", "")]]
    cells = {key: json.dumps(value) if isinstance(value, list) else value for key, value in flat.items()}
    assert said(as_csv([cells]), "flat.csv") == [[("u1", "pos"), ("u2", "")]]
    feedback: dict[str, Any] = {"text": "one film", "mood": [{"user_id": "u1", "value": "pos", "status": "submitted"}]}
    feedback |= {"mood-suggestion": "neg", "mood-suggestion-metadata": {"score": 0.5, "agent": "m"}, "metadata": "{}"}
    [record] = records([feedback])
    assert [(a.person, a.label) for a in record.answers] == [("u1", "pos")]
    assert [(s.model, s.label, s.probability) for s in record.suggestions] == [("m", "neg", 0.5)]


def test_rubrix_had_one_annotation_and_many_predictions() -> None:
    row: dict[str, Any] = {
        "id": 1,
        "text": None,
        "inputs": {"text": "one film"},
        "prediction": [["neg", 0.3], ["pos", 0.7]],
    }
    row |= {"prediction_agent": "m", "annotation": "pos", "annotation_agent": "ann", "multi_label": False}
    row |= {"status": "Validated", "event_timestamp": "2023-01-01T00:00:00", "metadata": {"a": 1}}
    gone = {**row, "id": 2, "inputs": {"text": "two film"}, "annotation": None, "status": "Discarded"}
    assert said([row, gone]) == [[("ann", "pos")], [("ann", "")]]
    assert [(s.label, s.probability) for s in records([row])[0].suggestions] == [("pos", 0.7)]


# Prodigy


def test_prodigy_answers_to_one_class_make_two() -> None:
    rows = [
        {
            "text": f"text {n}",
            "label": "SPAM",
            "answer": answer,
            "_annotator_id": "spam-ann",
            "_timestamp": 1_700_000_000,
        }
        for n, answer in enumerate(["accept", "reject", "ignore"])
    ]
    assert said(rows, "p.jsonl") == [[("ann", "SPAM")], [("ann", "not SPAM")], [("ann", "")]]
    assert [remark.code for remark in opened(rows, "p.jsonl").remarks] == ["rejected_class"]
    assert records(rows, "p.jsonl")[0].answers[0].at == datetime.fromtimestamp(1_700_000_000, UTC)


def test_prodigy_rejects_of_several_classes_are_no_answers() -> None:
    far = [{"text": f"filler {n}", "label": "A", "answer": "accept"} for n in range(300)]
    rows = [{"text": "one", "label": "A", "answer": "reject"}, *far, {"text": "one", "label": "B", "answer": "accept"}]
    assert said(rows, "p.jsonl")[0] == [("", "B")]


def test_prodigy_options_are_classes_by_the_words_people_saw() -> None:
    options = [{"id": 1, "text": "Good"}, {"id": 2, "text": "Bad"}]
    rows = [
        {"text": text, "options": options, "accept": accept, "answer": answer, "_session_id": f"set-{who}"}
        for text, accept, answer, who in [
            ("one", [1], "accept", "ann"),
            ("one", [2], "accept", "bo"),
            ("two", [], "reject", "ann"),
            ("three", [1, 2], "accept", "ann"),
        ]
    ]
    assert said(rows, "p.jsonl") == [[("ann", "Good"), ("bo", "Bad")], [("ann", "")], []]
    assert codes(rows, "p.jsonl") == ["several_labels"]


def test_prodigy_spans_are_refused() -> None:
    with pytest.raises(Unusable, match="Prodigy"):
        opened([{"text": "Ann came", "spans": [{"start": 0, "end": 3, "label": "PER"}], "answer": "accept"}], "p.jsonl")


# spaCy, and one column per person


def test_cats_are_labels_where_they_are_one_or_none_and_suggestions_where_they_are_shares() -> None:
    known = [{"text": "one", "cats": {"A": 1, "B": 0}}, {"text": "two", "cats": {"A": True, "B": True}}]
    assert [record.label for record in records(known, "c.jsonl")] == ["A", ""]
    assert codes(known, "c.jsonl") == ["several_labels"]
    [record] = records([["one", {"cats": {"A": 0.25, "B": 0.75}}]])
    assert (record.label, [(s.label, s.probability) for s in record.suggestions]) == ("", [("B", 0.75)])


def test_a_column_per_person_is_an_answer_per_person() -> None:
    content = "id,text,rater_ann,rater_bo\n1,one,1.0,\n2,two,0.0,1.0\n3,three,,0.0\n"
    file = opened(content, "wide.csv")
    assert file.format == "multiannotator"
    assert said(content, "wide.csv") == [
        [("rater_ann", "1")],
        [("rater_ann", "0"), ("rater_bo", "1")],
        [("rater_bo", "0")],
    ]


@pytest.mark.parametrize(
    "content",
    [
        "text,reviewer_id,reviewer_name\none,7,ann\ntwo,7,ann\n",
        "text,q1,q2\none,yes,no\ntwo,no,yes\n",
        "text,annotator_time,annotator_label\none,3,pos\ntwo,3,neg\nthree,4,pos\n",
    ],
)
def test_other_columns_are_no_people(content: str) -> None:
    assert opened(content, "other.csv").format == "csv"


def test_columns_that_are_said_to_be_people_are_read_as_people() -> None:
    content = "text,ann,bo\none,yes,no\ntwo,yes,yes\nthree,no,\n"
    assert opened(content, "wide.csv").format == "csv"
    assert said(content, "wide.csv", Choices(format="multiannotator"))[0] == [("ann", "yes"), ("bo", "no")]


# What somebody said


def test_a_format_that_does_not_fit_is_refused() -> None:
    with pytest.raises(Unusable, match="argilla"):
        opened([{"text": "one", "label": "a"}], "a.json", Choices(format="argilla"))


def test_a_container_that_is_asked_for_is_read_as_a_plain_table() -> None:
    file = opened([{"text": "one", "label": "A", "answer": "accept"}], "p.jsonl", Choices(format="jsonl"))
    assert file.format == "jsonl"


def test_labels_of_a_part_of_the_rows_are_answers_and_of_all_truth() -> None:
    assert opened("text,label\none,a\ntwo,\n", "a.csv").labels_are == "answers"
    assert opened("text,label\none,a\ntwo,b\n", "a.csv").labels_are == "truth"
    assert opened("text,label\none,a\ntwo,\n", "a.csv", Choices(labels_are="truth")).labels_are == "truth"


# Cells


@pytest.mark.parametrize(
    ("cell", "label", "code"),
    [
        (["a"], "a", None),
        ([], "", None),
        (None, "", None),
        (float("nan"), "", None),
        (2.0, "2", None),
        (["a", "b"], "", "several_labels"),
        ({"choices": ["a"]}, "a", None),
        ({"a": 0, "b": 1}, "b", None),
        ({"odd": {"er": 5}}, "", "unreadable_label"),
        (False, "", "odd_label"),
    ],
)
def test_a_label_is_one_class_or_none_and_what_is_neither_is_told(cell: Any, label: str, code: str | None) -> None:
    rows = [{"text": "first", "label": "other", "source": "x"}, {"text": "second", "label": cell, "source": "y"}]
    assert records(rows)[1].label == label
    assert codes(rows) == ([code] if code else [])


def test_labels_that_are_all_true_or_false_are_two_classes() -> None:
    rows = [{"text": "one", "label": True}, {"text": "two", "label": False}, {"text": "three", "label": None}]
    assert [record.label for record in records(rows)] == ["true", "false", ""]


def test_label_studio_items_may_bring_a_label_in_their_data() -> None:
    rows = [{"id": n, "data": {"text": f"day {n}", "mood": "good"}, "annotations": []} for n in range(2)]
    assert [record.label for record in records(rows)] == ["", ""]
    assert [record.label for record in records(rows, choices=Choices(label_column="data.mood"))] == ["good", "good"]


def test_doccano_joins_classes_in_its_csv() -> None:
    content = "id,data,label,Comments\n1,one,pos,\n2,two,neg#pos,\n3,three,C#,\n4,four,neg,\n"
    assert [record.label for record in records(content, "all.csv")] == ["pos", "", "C#", "neg"]
    assert codes(content, "all.csv") == ["several_labels"]


def test_doccano_rows_that_name_files_are_refused_with_the_way_for_images() -> None:
    with pytest.raises(Unusable, match="project of images"):
        opened([{"id": 1, "filename": "cat.png", "label": ["cat"], "Comments": []}], "all.jsonl")


def test_a_review_of_prodigy_keeps_what_each_session_said() -> None:
    versions = [{"answer": "accept", "sessions": ["set-ann"]}, {"answer": "reject", "sessions": ["set-bo", "set-cy"]}]
    row = {"text": "one", "label": "SPAM", "answer": "accept", "versions": versions, "_annotator_id": "set-head"}
    assert said([row], "review.jsonl") == [
        [("ann", "SPAM"), ("bo", "not SPAM"), ("cy", "not SPAM"), ("head", "SPAM")],
    ]


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


def test_people_are_called_by_what_tells_them_apart() -> None:
    content = "text,annotator1_label,annotator2_label\none,a,b\ntwo,b,b\nthree,a,a\n"
    assert said(content, "wide.csv")[0] == [("annotator1", "a"), ("annotator2", "b")]
    assert said("text,ann1,ann2\none,a,b\ntwo,b,\nthree,,a\n", "wide.csv")[0] == [("ann1", "a"), ("ann2", "b")]


def test_texts_that_never_come_again_are_no_classes_of_doccano() -> None:
    rows = [
        {"id": n, "text": f"story {n}", "label": [f"a summary of story number {n}"], "Comments": []} for n in range(6)
    ]
    assert {record.label for record in records(rows, "all.jsonl")} == {""}
    assert [remark.code for remark in opened(rows, "all.jsonl").remarks] == ["no_classes"]


def test_labels_with_a_score_beside_them_are_suggestions_of_a_model() -> None:
    rows = [{"text": f"text {n}", "label": "POS", "score": 0.5 + n / 10} for n in range(3)]
    assert opened(rows, "pipeline.jsonl").labels_are == "suggestions"
    votes = [{"text": f"text {n}", "label": "POS", "score": n} for n in range(3)]
    assert opened(votes, "votes.jsonl").labels_are == "truth"
