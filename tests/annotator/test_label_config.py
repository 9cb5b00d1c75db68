"""A project with the classes of a Label Studio project."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from annotator.models import Label

pytestmark = pytest.mark.django_db

CONFIG = """<View><Text name="t" value="$text"/><Choices name="mood" toName="t">
  <Choice value="Good" hotkey="x"/><Choice value="Bad"/><Choice value="Skipped" hotkey="s"/>
</Choices></View>"""


def test_classes_and_keys_of_a_labelling_interface_become_labels(tmp_path: Path) -> None:
    path = tmp_path / "config.xml"
    path.write_text(CONFIG)
    call_command("create_project", "moods", "--kind", "text", "--label-config", str(path))
    keys = dict(Label.objects.filter(project__name="moods").values_list("name", "key"))
    # “s” skips here.
    assert keys == {"Good": "x", "Bad": "1", "Skipped": "2"}


def test_a_file_without_classes_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "config.xml"
    path.write_text("<View><Text name='t'/></View>")
    with pytest.raises(CommandError, match="no classes"):
        call_command("create_project", "moods", "--kind", "text", "--label-config", str(path))
