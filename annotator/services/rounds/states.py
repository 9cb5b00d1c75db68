"""The engine's states in storage: one file a round, the last two kept."""

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from annotator.models import Round


def store_state(claimed: Round, state: bytes) -> str:
    """Write the engine's state before the transaction that names it; one of a dead attempt is overwritten."""
    path = f"states/{claimed.project_id}/{claimed.number:06d}-{claimed.attempts}.state"
    default_storage.delete(path)
    return default_storage.save(path, ContentFile(state))


def forget_old_states(round_: Round) -> None:
    """Keep the states of the last two rounds: the newest, and the one to go back to."""
    old = Round.objects.filter(project=round_.project_id, number__lt=round_.number - 1).exclude(state_file="")
    for pk, path in list(old.values_list("pk", "state_file")):
        default_storage.delete(path)
        Round.objects.filter(pk=pk).update(state_file="")
