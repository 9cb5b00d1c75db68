"""python run.py TEXTS.csv: the label of each text, one a line. Needs `pip install fasttext`, and nothing else."""

import csv
import json
import re
import sys
from pathlib import Path

import fasttext

HERE = Path(__file__).parent
model, told = fasttext.load_model(str(HERE / "model.bin")), json.loads((HERE / "model.json").read_text("utf-8"))
classes = [told["labels"][int(name.removeprefix("__label__"))] for name in model.labels]
with open(sys.argv[1], encoding="utf-8-sig", newline="") as file:
    for row in csv.DictReader(file):
        spaced = re.sub(r"([^\w\s]|_)", r" \1 ", row["text"].lower().replace("\0", " "))
        vector = model.get_sentence_vector(" ".join(spaced.split())).astype("float64")
        print(classes[(model.get_output_matrix().astype("float64") @ vector).argmax()])
