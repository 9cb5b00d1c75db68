"""What a file holds before it is imported, and what may be said of it."""

from collections.abc import Mapping
from typing import Any

from rest_framework import serializers

from annotator.api.bodies import Body
from annotator.api.fields import FilledField
from annotator.api.overview import WarningOut
from annotator.api.shown_fields import FieldChosenOut, ShownFieldIn
from annotator.fields import LOOKS
from annotator.limits import MAX_FIELDS, MAX_LABEL_NAME_CHARS, MAX_LABELS
from annotator.services.imports.choices import Said
from annotator.services.imports.seen import MEANINGS

LABELS_ARE = ["answers", "truth", "suggestions"]
MAX_FORMAT_CHARS = 40
MAX_SHEET_CHARS = 255


class SeenColumnOut(serializers.Serializer[Any]):
    name = serializers.CharField()
    meaning = serializers.ChoiceField(MEANINGS)
    samples = serializers.ListField(child=serializers.CharField())

    class Meta:
        ref_name = "SeenColumn"


class SeenSheetOut(serializers.Serializer[Any]):
    """A sheet of a workbook."""

    name = serializers.CharField()
    is_read = serializers.BooleanField()

    class Meta:
        ref_name = "SeenSheet"


class SeenFieldOut(serializers.Serializer[Any]):
    name = serializers.CharField()
    look = serializers.ChoiceField(LOOKS)
    value = serializers.CharField()

    class Meta:
        ref_name = "SeenField"


class SeenAnswerOut(serializers.Serializer[Any]):
    """label: empty for a skip."""

    person = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # fields have one themselves

    class Meta:
        ref_name = "SeenAnswer"


class SeenSuggestionOut(serializers.Serializer[Any]):
    model = serializers.CharField()
    version = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # fields have one themselves
    probability = serializers.FloatField(allow_null=True)
    score = serializers.FloatField(allow_null=True)

    class Meta:
        ref_name = "SeenSuggestion"


class SeenItemOut(serializers.Serializer[Any]):
    """thumbnail: a data URL; empty for a text. label: what is known to be right."""

    external_id = serializers.CharField()
    text = serializers.CharField()
    thumbnail = serializers.CharField()
    fields = SeenFieldOut(many=True)  # type: ignore[assignment]  # serializers call theirs so, too
    label = serializers.CharField()  # type: ignore[assignment]  # fields have one themselves
    answers = SeenAnswerOut(many=True)
    suggestions = SeenSuggestionOut(many=True)

    class Meta:
        ref_name = "SeenItem"


class SeenLabelOut(serializers.Serializer[Any]):
    """is_new: the import makes it. spellings: other names in the file that are this class."""

    name = serializers.CharField()
    key = serializers.CharField()
    color = serializers.CharField()
    items = serializers.IntegerField()
    is_new = serializers.BooleanField()
    spellings = serializers.ListField(child=serializers.CharField())

    class Meta:
        ref_name = "SeenLabel"


class ContradictionOut(serializers.Serializer[Any]):
    content = serializers.CharField()
    labels = serializers.ListField(child=serializers.CharField())
    lines = serializers.ListField(child=serializers.IntegerField())

    class Meta:
        ref_name = "Contradiction"


class SeenCountsOut(serializers.Serializer[Any]):
    """rows = items + unchanged + left_out. is_whole: of the whole file; else of its beginning."""

    rows = serializers.IntegerField()
    items = serializers.IntegerField()
    unchanged = serializers.IntegerField()
    left_out = serializers.IntegerField()
    answers = serializers.IntegerField()
    people = serializers.IntegerField()
    skips = serializers.IntegerField()
    truths = serializers.IntegerField()
    suggestions = serializers.IntegerField()
    contradictions = serializers.IntegerField()
    repeated_ids = serializers.IntegerField()
    is_whole = serializers.BooleanField()

    class Meta:
        ref_name = "SeenCounts"


class PreviewOut(serializers.Serializer[Any]):
    """losses: what will be missing; warnings: what else to know."""

    format = serializers.CharField()
    formats = serializers.ListField(child=serializers.CharField())
    encoding = serializers.CharField()
    delimiter = serializers.CharField(trim_whitespace=False)
    has_header = serializers.BooleanField(allow_null=True)
    sheets = SeenSheetOut(many=True)
    columns = SeenColumnOut(many=True)
    labels_are = serializers.ChoiceField(LABELS_ARE, allow_null=True)
    labels_why = serializers.CharField()
    items = SeenItemOut(many=True)
    counts = SeenCountsOut()
    labels = SeenLabelOut(many=True)
    contradictions = ContradictionOut(many=True)
    warnings = WarningOut(many=True)
    losses = WarningOut(many=True)

    class Meta:
        ref_name = "Preview"


class ColumnField(serializers.CharField):
    """The name of a column; empty: there is none."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, allow_blank=True, max_length=500, trim_whitespace=False, **options)


class MappedIn(Body):
    """A label as the file has it, and the class that it is; to null: it is left out."""

    label = FilledField(max_length=500, trim_whitespace=False)  # type: ignore[assignment]  # fields have one themselves
    to = FilledField(max_length=MAX_LABEL_NAME_CHARS, allow_null=True)

    class Meta:
        ref_name = "MappedLabel"


class FileChoicesIn(Body):
    """What is left out is guessed. fields: left out, the project's stay as they are."""

    format = FilledField(required=False, max_length=MAX_FORMAT_CHARS)
    encoding = FilledField(required=False, max_length=MAX_FORMAT_CHARS)
    has_header = serializers.BooleanField(required=False)
    sheet = FilledField(required=False, max_length=MAX_SHEET_CHARS, trim_whitespace=False)
    text_column = ColumnField()
    label_column = ColumnField()
    id_column = ColumnField()
    person_column = ColumnField()
    time_column = ColumnField()
    labels_are = serializers.ChoiceField(LABELS_ARE, required=False)
    fields = serializers.ListField(child=ShownFieldIn(), required=False, max_length=MAX_FIELDS)  # type: ignore[assignment]  # as above
    mapping = serializers.ListField(child=MappedIn(), required=False, max_length=2 * MAX_LABELS)

    class Meta:
        ref_name = "FileChoices"


class FileChosenOut(serializers.Serializer[Any]):
    """What was said of a file when it was last looked at; null: it was guessed."""

    format = serializers.CharField(allow_null=True)
    encoding = serializers.CharField(allow_null=True)
    has_header = serializers.BooleanField(allow_null=True)
    sheet = serializers.CharField(allow_null=True)
    text_column = serializers.CharField(allow_null=True)
    label_column = serializers.CharField(allow_null=True)
    id_column = serializers.CharField(allow_null=True)
    person_column = serializers.CharField(allow_null=True)
    time_column = serializers.CharField(allow_null=True)
    labels_are = serializers.ChoiceField(LABELS_ARE, allow_null=True)
    fields = FieldChosenOut(many=True, allow_null=True)  # type: ignore[assignment]  # as above
    mapping = MappedIn(many=True)

    class Meta:
        ref_name = "FileChosen"


def chosen(stored: Mapping[str, Any]) -> dict[str, Any]:
    """What an upload keeps of what was said, as FileChosenOut shows it."""
    mapping = [{"label": label, "to": to} for label, to in stored.get("mapping", {}).items()]
    return {**dict.fromkeys(FileChosenOut().get_fields()), **stored, "mapping": mapping}


def said(body: Mapping[str, Any]) -> Said:
    """What a body of FileChoicesIn says. Raises Invalid."""
    given = {**body, "mapping": {each["label"]: each["to"] for each in body.get("mapping", [])}}
    return Said.of(given)
