"""Encoders work where there is no network: nothing is fetched, nothing even asked for."""

import subprocess
import sys

import pytest

from selection import ENCODERS

# A clean process, so that nothing is loaded already; whoever asks for an address or a connection ends it.
SCRIPT = """
import io, socket, sys
from PIL import Image

def refused(*_, **__):
    raise SystemExit("the network was asked for")

socket.socket.connect = socket.socket.connect_ex = socket.getaddrinfo = socket.create_connection = refused
from selection import ENCODERS
from selection.features.encoders.loading import load, load_for_one

picture = io.BytesIO()
Image.new("RGB", (90, 60), (200, 30, 30)).save(picture, "JPEG")
encoder = ENCODERS[sys.argv[1]]
content = "a lamp" if encoder.kind == "text" else picture.getvalue()
for loaded in (load(encoder), load_for_one(encoder)):
    prepared, readable = loaded.prepared([content])
    print(loaded.features(prepared).shape, readable.tolist())
"""


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name, encoder in ENCODERS.items() if not encoder.is_fitted])
def test_no_encoder_asks_for_the_network(name: str) -> None:
    told = subprocess.run([sys.executable, "-c", SCRIPT, name], capture_output=True, text=True, check=False)
    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout.splitlines() == [f"(1, {ENCODERS[name].dimension}) [True]"] * 2
