"""What an encoder is once it is loaded, whatever it looks at."""

from collections.abc import Sequence
from typing import Any, Protocol

from selection.arrays import Bools, Floats32, Images

# A text, the bytes of an image file, or pixels uint8[H, W, C] with C = 1 or 3.
Content = str | bytes | Images
# Parts that an encoder's process is sent before the first comes back: one is computed while the next is decoded.
AHEAD = 2


class Encoding(Protocol):
    """Contents → features, in two steps, so that the first may run beside the second of the contents before."""

    def prepared(self, contents: Sequence[Content], /) -> tuple[Any, Bools]:
        """What `features` wants (tokens, pixels), and which of the contents could be read.

        Raises BadInput on a kind that this encoder cannot see.
        """
        ...

    def features(self, prepared: Any, /) -> Floats32:
        """float32[N, D], finite; anything for contents that could not be read."""
        ...
