"""Contents that must be texts."""

from collections.abc import Sequence

from selection.errors import BadInput
from selection.features.encoders.protocol import Content

# A text's beginning says what it is about; and no text may cost more than others by much.
MOST_CHARACTERS = 8_000


def texts_of(contents: Sequence[Content]) -> list[str]:
    """The first 8,000 characters of each, fit for UTF-8. Raises BadInput on images."""
    texts = [content for content in contents if isinstance(content, str)]
    if len(texts) < len(contents):
        raise BadInput("This encoder sees texts, not images.")
    return [_writable(text[:MOST_CHARACTERS]) for text in texts]


def _writable(text: str) -> str:
    """Half of a surrogate pair becomes a question mark: readers written in other languages refuse it."""
    return text if text.isascii() else text.encode(errors="replace").decode()
