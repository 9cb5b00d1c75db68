"""The engine's states in storage, as rounds leave them (services/rounds/states.py)."""

from django.core.files.storage import default_storage

import selection
from annotator.models import Round


def state_after(round_: Round) -> selection.State:
    """The state that a published round left. Raises FileNotFoundError, BadState."""
    with default_storage.open(round_.state_file) as file:
        return selection.State.from_bytes(file.read())
