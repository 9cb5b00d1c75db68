"""What other tools write: whose answers, models and truths stand in their rows."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from annotator.files import Choices, Unusable
from tests.annotator.files.opened import as_csv, codes, opened, records, said


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
