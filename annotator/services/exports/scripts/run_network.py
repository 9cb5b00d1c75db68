"""python run.py TEXTS.csv, or python run.py IMAGE …: the label of each, one a line.

Needs the folder of the product on PYTHONPATH: its code builds the network.
"""

import csv
import json
import sys
from pathlib import Path

import numpy as np

import selection
from annotator.files.pictures.decoding import decode_stored
from annotator.files.pictures.small import proxy_pixels

HERE = Path(__file__).parent
model, told = selection.model_from(HERE / "model.safetensors"), json.loads((HERE / "model.json").read_text("utf-8"))
items: selection.Items
if told["kind"] == "image":
    items = np.stack([proxy_pixels(decode_stored(Path(name).read_bytes())) for name in sys.argv[1:]])
else:
    with open(sys.argv[1], encoding="utf-8-sig", newline="") as file:
        items = [row["text"] for row in csv.DictReader(file)]
for best in model.logits(items).argmax(axis=1):
    print(told["labels"][best])
