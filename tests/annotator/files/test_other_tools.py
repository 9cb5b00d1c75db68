"""Exports of platforms and clouds, and chats; and what is refused because it marks parts of items."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from annotator.files import Choices, Unusable
from annotator.files.label_config import classes_in
from tests.annotator.files.opened import as_csv, opened, records, said


def suggested(content: Any, name: str = "export.json") -> list[list[tuple[str, str, float | None]]]:
    return [[(s.model, s.label, s.probability) for s in record.suggestions] for record in records(content, name)]


def test_labelbox_data_rows() -> None:
    def label(by: str, answer: str, *, skipped: bool = False) -> dict[str, Any]:
        given = [{"name": "Mood", "value": "mood", "radio_answer": {"name": answer, "value": answer.lower()}}]
        return {
            "label_details": {"created_at": "2026-01-02T03:04:05.000+00:00", "created_by": by},
            "performance_details": {"seconds_to_create": 7, "skipped": skipped},
            "annotations": {"objects": [], "classifications": [] if skipped else given},
        }

    row = {"data_row": {"id": "c1", "external_id": "e1", "row_data": "a fine day"}, "metadata_fields": []}
    row |= {
        "projects": {"p": {"name": "x", "labels": [label("ann@x.org", "Good"), label("bo@x.org", "", skipped=True)]}}
    }
    [record] = records([row], "export.ndjson")
    assert [(a.person, a.label, a.seconds) for a in record.answers] == [("ann@x.org", "Good", 7), ("bo@x.org", "", 7)]
    assert (record.text, record.external_id) == ("a fine day", "e1")
    assert record.answers[0].at == datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def test_the_first_labelbox_had_a_row_per_label() -> None:
    row = {"ID": "1", "DataRow ID": "d", "Labeled Data": "a fine day", "Created By": "ann", "Skipped": False}
    row |= {
        "Label": {"objects": [], "classifications": [{"title": "Mood", "value": "mood", "answer": {"title": "Good"}}]}
    }
    row |= {"Created At": "2021-01-02T03:04:05.000Z", "Seconds to Label": 3.5, "External ID": None}
    assert said([row, {**row, "Created By": "bo"}]) == [[("ann", "Good"), ("bo", "Good")]]


def test_manifests_of_ground_truth_tell_people_from_machines() -> None:
    def line(text: str, name: str, human: str) -> dict[str, Any]:
        meta = {"class-name": name, "confidence": 0.75, "human-annotated": human, "job-name": "labeling-job/mood"}
        meta |= {"creation-date": "2026-01-02T03:04:05.678", "type": "groundtruth/text-classification"}
        return {"source": text, "mood": 1, "mood-metadata": meta}

    rows = [line("one", "good", "yes"), line("two", "bad", "no")]
    assert said(rows, "output.manifest.jsonl") == [[("", "good")], []]
    assert suggested(rows, "output.manifest.jsonl") == [[], [("labeling-job/mood", "bad", 0.75)]]


def test_vertex_lines_keep_their_use() -> None:
    use = {"aiplatform.googleapis.com/ml_use": "test"}
    row = {"textContent": "one", "classificationAnnotation": {"displayName": "good"}, "dataItemResourceLabels": use}
    [record] = records([row], "v.jsonl")
    assert (record.label, json.loads(record.metadata)) == ("good", {"split": "test"})
    old = {"text_snippet": {"content": "one"}, "annotations": [{"display_name": "bad", "classification": {"score": 1}}]}
    assert [record.label for record in records([old], "v.jsonl")] == ["bad"]


def test_scale_tasks() -> None:
    row = {"task_id": "t", "status": "completed", "params": {"attachment": "a fine day", "attachment_type": "text"}}
    row |= {"response": {"category": "good"}, "completed_at": "2026-01-02T03:04:05.678Z"}
    assert said([row]) == [[("", "good")]]


def test_lighttag_examples() -> None:
    seen = [{"annotator": "ann", "timestamp": "2026-01-02T03:04:05"}, {"annotator": "bo"}, {"annotator": "cy"}]
    given = [
        {"classname": "good", "annotated_by": [{"annotator": "ann"}, {"annotator": "bo"}]},
        {"classname": "bad", "annotated_by": [{"annotator": "bo"}]},
    ]
    row = {"example_id": "e1", "content": "a fine day", "metadata": {"a": 1}, "seen_by": seen, "classifications": given}
    content = {"schema": {}, "examples": [row]}
    assert said(content) == [[("cy", ""), ("ann", "good")]]
    assert opened(content).format == "lighttag"


def test_potato_instances() -> None:
    row = {"id": "1", "displayed_text": "a fine day", "label_annotations": {"mood": {"good": "1"}}, "user": "ann"}
    other = {**row, "user": "bo", "label_annotations": {"mood": {"bad": "2"}}}
    assert said([row, other], "annotated_instances.jsonl") == [[("ann", "good"), ("bo", "bad")]]


@pytest.mark.parametrize("nothing", ["", "None", "nan"])
def test_potato_tables(nothing: str) -> None:
    rows = [("ann", "1", "a fine day", "x", nothing), ("bo", "1", "a fine day", nothing, "x")]
    rows += [("ann", "2", "a grey day", nothing, "x"), ("bo", "2", "a grey day", nothing, nothing)]
    head = "user\tinstance_id\tdisplayed_text\tmood:::good\tmood:::bad\tnote:::text_box\n"
    table = head + "".join("\t".join(row) + "\twhat I think\n" for row in rows)
    file = opened(table, "annotated_instances.tsv")
    assert (file.format, file.columns.label) == ("potato", "mood")
    assert "several_questions" in {remark.code for remark in file.remarks}
    assert said(table, "annotated_instances.tsv") == [[("ann", "good"), ("bo", "bad")], [("ann", "bad")]]
    assert [record.external_id for record in records(table, "annotated_instances.tsv")] == ["1", "2"]


# Chats


def test_a_chat_is_one_text_with_its_speakers() -> None:
    turns = [{"role": "user", "content": "Hello?"}, {"role": "assistant", "content": "Good day, how can I help?"}]
    parts = [{"from": "human", "value": "Hi"}, {"from": "gpt", "value": "Hello to you"}]
    assert [r.text for r in records([{"messages": turns}], "c.jsonl")] == [
        "user: Hello?\nassistant: Good day, how can I help?"
    ]
    assert [r.text for r in records([{"conversations": parts, "id": "x"}])] == ["human: Hi\ngpt: Hello to you"]


def test_chats_that_teach_a_class_are_labelled_texts() -> None:
    def taught(text: str, label: str) -> dict[str, Any]:
        said = [("system", "Say the mood."), ("user", text), ("assistant", label)]
        return {"messages": [{"role": role, "content": content} for role, content in said]}

    rows = [taught("a fine day", "good"), taught("a grey day", "bad"), taught("so fine", "good")]
    assert [(r.text, r.label) for r in records(rows, "tune.jsonl")] == [
        ("a fine day", "good"),
        ("a grey day", "bad"),
        ("so fine", "good"),
    ]


# Marks of parts


@pytest.mark.parametrize(
    ("content", "name"),
    [
        ("EU B-ORG\nrejects O\nGerman B-MISC\n\nPeter B-PER\n", "train.conll"),
        ("-DOCSTART- -X- -X- O\n\nEU NNP B-NP B-ORG\nrejects VBZ B-VP O\n", "eng.train"),
        ("Sentence,Word,POS,Tag\n1,London,NNP,B-geo\n1,is,VB,O\n1,big,JJ,O\n", "ner.csv"),
        ("# text = Go\n1\tGo\tgo\tVERB\t_\t_\t0\troot\t_\t_\n", "en.conllu"),
        ("#FORMAT=WebAnno TSV 3.2\n\n#Text=Go\n1-1\t0-2\tGo\n", "doc.tsv"),
        ("T1\tPER 0 3\tAnn\nT2\tLOC 9 14\tParis\n", "doc.ann"),
        ("0 0.5 0.5 0.25 0.25\n1 0.1 0.2 0.3 0.4\n", "boxes.txt"),
        (json.dumps({"text": "Ann came", "entities": [[0, 3, "PER"]]}), "a.jsonl"),
        (json.dumps({"tokens": ["Ann", "came"], "ner_tags": [1, 0]}), "a.jsonl"),
        (json.dumps([{"text": "Ann came", "spans": [{"start": 0, "end": 3, "label": "PER"}]}]), "a.json"),
    ],
)
def test_marked_words_and_places_are_refused_in_one_sentence(content: str, name: str) -> None:
    with pytest.raises(Unusable) as error:
        opened(content, name)
    assert error.value.code == "not_classification"
    assert "whole items" in error.value.detail


def test_texts_beside_marks_come_in_alone_when_no_label_is_wanted() -> None:
    rows = [{"text": "Ann came", "entities": [[0, 3, "PER"]]}]
    assert [r.text for r in records(rows, "a.jsonl", Choices(label_column=""))] == ["Ann came"]


@pytest.mark.parametrize(
    "rows",
    [
        [
            {"text": "Ann came", "intent": "tell", "entities": [{"start": 0, "end": 3}]},
            {"text": "Bo", "intent": "tell"},
        ],
        [{"text": "vote", "label": "O"}, {"text": "rhesus", "label": "B"}, {"text": "none", "label": "O"}],
    ],
)
def test_classes_beside_marks_or_called_like_tags_are_classes(rows: list[dict[str, Any]]) -> None:
    assert [r.label for r in records(rows, "a.jsonl")] == [row.get("intent") or row["label"] for row in rows]
    if "entities" not in rows[0]:
        assert [r.label for r in records(as_csv(rows), "a.csv")] == ["O", "B", "O"]


@pytest.mark.parametrize(
    "content",
    [
        'version: "3.1"\nnlu:\n- intent: greet\n  examples: |\n    - hi\n',
        '{"data": [{"title": "T", "paragraphs": [{"qas": []}]}]}',
    ],
)
def test_what_holds_no_rows_of_texts_is_refused(content: str) -> None:
    with pytest.raises(Unusable):
        opened(content, "unnamed")


# The labelling interface of Label Studio

CONFIG = """<View><!-- moods -->
  <Text name="text" value="$text"/>
  <Choices name="mood" toName="text"><Choice value="Good" hotkey="g"/><Choice value="Very bad" alias="bad"/></Choices>
</View>"""


def test_classes_and_keys_are_read_of_a_labelling_interface() -> None:
    assert classes_in(CONFIG) == [("Good", "g"), ("bad", "")]
    assert classes_in("<View><RectangleLabels/></View>") == []
    assert classes_in("no interface") == []
    assert classes_in('<!DOCTYPE x [<!ENTITY a "b">]><View><Choices><Choice value="&a;"/></Choices></View>') == []


def test_a_labelling_interface_as_a_file_is_refused_with_its_classes() -> None:
    with pytest.raises(Unusable, match="Good, bad"):
        opened(CONFIG, "config.xml")
