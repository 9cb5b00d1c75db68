"""What a deleted project leaves on disk."""

from django.core.files.storage import default_storage

from annotator.sources import features, pixels

FOLDERS = ("media", "states", "uploads", "exports")


def remove_files(project_id: int) -> None:
    """Remove the project's files; what is gone already is fine."""
    for folder in FOLDERS:
        _remove_tree(f"{folder}/{project_id}")
    pixels.remove(project_id)
    features.remove(project_id)


def _remove_tree(path: str) -> None:
    try:
        folders, files = default_storage.listdir(path)
    except FileNotFoundError:
        return
    for name in files:
        default_storage.delete(f"{path}/{name}")
    for name in folders:
        _remove_tree(f"{path}/{name}")
    default_storage.delete(path)
