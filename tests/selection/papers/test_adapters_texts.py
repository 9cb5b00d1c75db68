"""Text sets in their original formats, a few items each, written here."""

import gzip
import tarfile
from pathlib import Path

import numpy as np
import pytest

from selection.benchmark.data import DataError
from selection.papers.adapters import load_named

POLARITY = [
    '"2","Great CD","My lovely Pat has one of the GREAT voices, really.\\nPick it up!"',
    '"1","The ""Worst""","He said \\""no\\"", and ""left""."',
    '"1","","Ünïcode, commas, and a real\nline break"',
]
POLARITY_TEXTS = [
    "Great CD My lovely Pat has one of the GREAT voices, really.\nPick it up!",
    'The "Worst" He said "no", and "left".',
    " Ünïcode, commas, and a real\nline break",
]


def zhang(folder: Path, *, train: list[str], test: list[str], zipped: bool = False) -> Path:
    folder.mkdir(parents=True)
    for name, rows in (("train.csv", train), ("test.csv", test)):
        content = ("\n".join(rows) + "\n").encode()
        (folder / f"{name}{'.gz' if zipped else ''}").write_bytes(gzip.compress(content) if zipped else content)
    return folder


def tar_of(folder: Path, *, to: Path) -> Path:
    with tarfile.open(to, "w:gz") as archive:
        archive.add(folder, arcname=folder.name)
    return to


class TestAmazon:
    @pytest.mark.parametrize("zipped", [True, False])
    def test_quotes_escapes_and_classes_from_one(self, tmp_path: Path, *, zipped: bool) -> None:
        zhang(tmp_path / "amazon_review_polarity_csv", train=POLARITY, test=POLARITY[:2], zipped=zipped)
        data = load_named("amazon_polarity", tmp_path)
        assert data.train.items == POLARITY_TEXTS
        assert data.train.labels.tolist() == [1, 0, 0]
        assert data.classes == ("negative", "positive")
        assert data.test.items == POLARITY_TEXTS[:2]

    def test_the_archive_is_read_without_unpacking(self, tmp_path: Path) -> None:
        folder = zhang(tmp_path / "amazon_review_polarity_csv", train=POLARITY, test=POLARITY[:2])
        digest = load_named("amazon_polarity", folder).digest
        for ending in ("tar.gz", "tgz"):
            (tmp_path / ending).mkdir()
            archive = tar_of(folder, to=tmp_path / ending / f"amazon_review_polarity_csv.{ending}")
            assert load_named("amazon_polarity", archive).digest == digest
            assert load_named("amazon_polarity", archive.parent).digest == digest

    def test_five_stars_and_the_first_rows_only(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        rows = [f'"{stars}","title","text {stars}"' for stars in (5, 3, 1, 2, 4)]
        # What is beyond the limit is not even read.
        folder = zhang(tmp_path / "amazon_review_full_csv", train=[*rows, '"9","",""'], test=rows)
        data = load_named("amazon_full", tmp_path, train_limit=4, test_limit=1)
        assert data.train.labels.tolist() == [4, 2, 0, 1]
        assert data.test.labels.tolist() == [4]
        assert len(data.classes) == 5
        assert "papers'" not in capsys.readouterr().err
        with pytest.raises(DataError, match=r"train\.csv, row 6: the class must be 1 to 5; it is '9'"):
            load_named("amazon_full", folder)

    @pytest.mark.parametrize(
        ("row", "sentence"),
        [
            ('"0","a","b"', r"train\.csv, row 4: the class must be 1 to 2; it is '0'"),
            ('"label","title","text"', "row 4: the class must be"),
            ('"1","a"', "row 4: class, title and text are due; it has 2 columns"),
            ("", "row 4: class, title and text are due; it has 0 columns"),
        ],
    )
    def test_file_and_row_are_named(self, tmp_path: Path, row: str, sentence: str) -> None:
        zhang(tmp_path / "amazon_polarity", train=[*POLARITY, row, POLARITY[0]], test=POLARITY)
        with pytest.raises(DataError, match=sentence):
            load_named("amazon_polarity", tmp_path)

    def test_bytes_that_are_no_text_and_cut_files(self, tmp_path: Path) -> None:
        folder = zhang(tmp_path / "amazon_polarity", train=POLARITY, test=POLARITY)
        (folder / "train.csv").write_bytes(b'"1","a","b"\n"1","\xff\xfe","b"\n')
        with pytest.raises(DataError, match=r"train\.csv cannot be read after row"):
            load_named("amazon_polarity", tmp_path)
        (folder / "train.csv").unlink()
        (folder / "train.csv.gz").write_bytes(gzip.compress("\n".join(POLARITY * 99).encode())[:-12])
        with pytest.raises(DataError, match=r"train\.csv cannot be read after row"):
            load_named("amazon_polarity", tmp_path)

    def test_a_cut_archive_and_one_without_test(self, tmp_path: Path) -> None:
        folder = zhang(tmp_path / "amazon_review_polarity_csv", train=POLARITY, test=POLARITY)
        (folder / "test.csv").unlink()
        archive = tar_of(folder, to=tmp_path / "x.tar.gz")
        with pytest.raises(DataError, match=r"no test\.csv in .*: fetch amazon_review_polarity_csv\.tar\.gz"):
            load_named("amazon_polarity", archive)
        archive.write_bytes(archive.read_bytes()[:60])
        with pytest.raises(DataError, match="cannot be read"):
            load_named("amazon_polarity", archive)


def test_ag_news_has_a_backslash_where_a_line_broke(tmp_path: Path) -> None:
    rows = ['"3","Wall St. ""Bears""","the Street\'s dwindling\\band, are seeing"', '"4","a","b"', '"1","c","d"']
    zhang(tmp_path / "ag_news_csv", train=rows, test=rows[:1])
    data = load_named("ag_news", tmp_path)
    assert data.train.items[0] == 'Wall St. "Bears" the Street\'s dwindling band, are seeing'
    assert data.train.labels.tolist() == [2, 3, 0]
    assert data.classes == ("World", "Sports", "Business", "Sci/Tech")


class TestImdb:
    def folder(self, tmp_path: Path) -> Path:
        root = tmp_path / "aclImdb"
        for split in ("train", "test"):
            for group, numbers in (("neg", ("10_2", "9_1")), ("pos", ("0_9",)), ("unsup", ("0_0",))):
                (root / split / group).mkdir(parents=True)
                for number in numbers:
                    (root / split / group / f"{number}.txt").write_text(f"{split} {group} {number}<br />é")
        return root

    def test_folder_and_archive_by_class_and_number(self, tmp_path: Path) -> None:
        folder = self.folder(tmp_path)
        data = load_named("imdb", tmp_path)
        assert data.train.items == ["train neg 9_1<br />é", "train neg 10_2<br />é", "train pos 0_9<br />é"]
        assert data.train.labels.tolist() == [0, 0, 1]
        assert data.classes == ("neg", "pos")
        archive = tar_of(folder, to=tmp_path / "aclImdb_v1.tar.gz")
        assert load_named("imdb", archive).digest == load_named("imdb", folder).digest == data.digest

    @pytest.mark.parametrize("zipped", [True, False])
    def test_two_csv_files(self, tmp_path: Path, *, zipped: bool) -> None:
        folder, ending = tmp_path / "imdb", ".gz" if zipped else ""
        folder.mkdir()
        for split in ("train", "test"):
            content = (
                f'id,label,rating,text\n{split}/pos/0,pos,9,"good, ""so"" good"\n{split}/neg/0,neg,1,bad\n'.encode()
            )
            (folder / f"{split}.csv{ending}").write_bytes(gzip.compress(content) if zipped else content)
        data = load_named("imdb", tmp_path)
        assert data.train.items == ['good, "so" good', "bad"]
        assert data.train.labels.tolist() == [1, 0]
        assert load_named("imdb", folder / f"train.csv{ending}").digest == data.digest
        (folder / f"test.csv{ending}").unlink()
        with pytest.raises(DataError, match=r"no test\.csv\.gz in .*: fetch aclImdb_v1\.tar\.gz"):
            load_named("imdb", tmp_path)

    def test_a_damaged_text_and_a_missing_folder(self, tmp_path: Path) -> None:
        folder = self.folder(tmp_path)
        (folder / "train" / "pos" / "0_9.txt").write_bytes(b"\xff\xfe\x00")
        with pytest.raises(DataError, match=r"train/pos/0_9\.txt: not a text in UTF-8"):
            load_named("imdb", tmp_path)
        (folder / "train").rename(tmp_path / "gone")
        with pytest.raises(DataError, match="no train folder of neg and pos reviews"):
            load_named("imdb", tmp_path)


class TestMultidomain:
    def written(self, tmp_path: Path, *, n_rows: int = 40) -> Path:
        domains, labels = ("books", "dvd"), ("positive", "negative")
        rows = [
            f'{n},{domains[n % 2]},{labels[n // 20]},5,p,"title, {n % 10}","text ""{n % 10}"""' for n in range(n_rows)
        ]
        header = "id,domain,label,rating,product,title,text"
        (tmp_path / "reviews.csv.gz").write_bytes(gzip.compress("\n".join([header, *rows]).encode()))
        return tmp_path

    def test_no_text_is_on_both_sides_and_the_split_is_fixed(self, tmp_path: Path) -> None:
        data, again = (load_named("amazon_multidomain", self.written(tmp_path)) for _ in range(2))
        assert data.digest == again.digest
        assert (len(data.train), len(data.test)) == (32, 8)
        assert not set(data.train.items) & set(data.test.items)
        assert 'title, 3 text "3"' in [*data.train.items, *data.test.items]
        assert data.classes == ("negative", "positive")

    def test_by_domain(self, tmp_path: Path) -> None:
        assert load_named("amazon_multidomain", self.written(tmp_path), label="domain").classes == ("books", "dvd")
        with pytest.raises(DataError, match="label or domain, not 'rating'"):
            load_named("amazon_multidomain", tmp_path, label="rating")

    def test_a_row_without_a_text(self, tmp_path: Path) -> None:
        (tmp_path / "reviews.csv").write_text("label,text\npositive,x\nnegative,\n")
        with pytest.raises(DataError, match=r"reviews\.csv, row 2: text or label is missing"):
            load_named("amazon_multidomain", tmp_path)


class TestBanking:
    def test_a_split_column_and_two_files_are_the_same(self, tmp_path: Path) -> None:
        rows = [(f"intent_{n:02}", f"question, {n}") for n in range(77)]
        lines = "".join(f'{split},{label},"{text}"\n' for split in ("train", "test") for label, text in rows)
        two = "text,category\n" + "".join(f'"{text}",{label}\n' for label, text in rows)
        (tmp_path / "banking77.csv.gz").write_bytes(gzip.compress(b"split,label,text\n" + lines.encode()))
        (tmp_path / "banking_data").mkdir()
        for name in ("train.csv", "test.csv"):
            (tmp_path / "banking_data" / name).write_text(two)
        data = load_named("banking77", tmp_path / "banking77.csv.gz")
        assert data.train.labels.tolist() == list(range(77))
        assert data.train.items[3] == "question, 3"
        assert load_named("banking77", tmp_path).digest == data.digest
        np.testing.assert_array_equal(data.test.labels, data.train.labels)

    def test_an_intent_too_few(self, tmp_path: Path) -> None:
        (tmp_path / "banking77.csv").write_text("split,label,text\ntrain,a,x\ntest,b,y\n")
        with pytest.raises(DataError, match="banking77 has 77 classes; the data has 2"):
            load_named("banking77", tmp_path)
