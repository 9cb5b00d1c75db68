"""python run.py TEXTS.csv, or python run.py IMAGE …: the label of each, one a line.

Needs the folder of the product on PYTHONPATH: its encoders compute what the model looks at.
"""

import csv
import json
import sys
from pathlib import Path

from safetensors.numpy import load_file

import selection

HERE = Path(__file__).parent
model, told = load_file(HERE / "model.safetensors"), json.loads((HERE / "model.json").read_text("utf-8"))
contents: list[str | bytes]
if told["kind"] == "image":
    contents = [Path(name).read_bytes() for name in sys.argv[1:]]
else:
    with open(sys.argv[1], encoding="utf-8-sig", newline="") as file:
        contents = [row["text"] for row in csv.DictReader(file)]
features = selection.features_of(told["representation"], contents, fitted=HERE / "words.fitted")
for best in (features @ model["weights"] + model["biases"]).argmax(axis=1):
    print(told["labels"][model["classes"][best]])
