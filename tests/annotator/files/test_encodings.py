"""Files of texts in the code pages of the world."""

import io

import pytest

from annotator.files import Choices, Record, Unusable, open_texts
from annotator.files.encodings import BLOCK

SENTENCES = {
    "Die Züge fahren pünktlich, außer sonntags; schöne Grüße": "cp1252 cp850 cp437 mac_roman iso8859_15",
    "Überraschend leise, für Büros geeignet": "cp1252 cp850 mac_roman",
    "Le garçon a mangé la crème brûlée à l'hôtel, déjà très fatigué": "cp1252 cp850 mac_roman",
    "La habitación está sucia, no volveré jamás. ¿Qué pasó?": "cp1252 cp850 mac_roman",
    "A refeição não estava boa, mas o serviço é ótimo": "cp1252 cp850",
    "Jättefin säng, går lätt att sätta ihop även på övervåningen": "cp1252 cp850",
    "Þetta hótel er mjög gott, þjónustan frábær og rúmið mjúkt": "cp1252",
    "Pokój był mały, lecz śniadanie przepyszne i obsługa życzliwa, wrócę też zimą": "cp1250 iso8859_2 cp852",
    "Vařili skvěle, číšník byl milý, příště přijdeme zas": "cp1250 iso8859_2 cp852",
    "Az étel kitűnő volt, a kiszolgálás gyors és udvarias, csak a zene túl erős": "cp1250 iso8859_2 cp852",
    "Odalar geniş ve ışıklı, kahvaltı güzeldi; yine geleceğiz, teşekkürler": "cp1254 cp857",
    "Viešbutis švarus, pusryčiai skanūs, darbuotojai mandagūs ir paslaugūs": "cp1257 cp775",
    "Номер чистый, завтрак вкусный, но шумно по ночам": "cp1251 koi8_r cp866 iso8859_5",
    "Приїдемо ще раз, бо їжа смачна і краєвид чудовий": "cp1251 koi8_u",
    "Το δωμάτιο ήταν καθαρό και το πρωινό νόστιμο": "cp1253 iso8859_7",
    "החדר היה נקי וארוחת הבוקר טעימה מאוד": "cp1255",
    "كانت الغرفة نظيفة والفطور لذيذ جدا": "cp1256",
    "ห้องสะอาดและอาหารเช้าอร่อยมาก": "cp874",
    "房间很干净，早餐也很好吃，下次还会再来": "gb18030",
    "房間很乾淨，早餐也很好吃，下次還會再來": "big5",
    "部屋はきれいで、朝ごはんもおいしかったです": "cp932 euc_jp iso2022_jp",
    "방이 깨끗하고 아침 식사도 맛있었어요": "euc_kr",
    "It costs 5 € – “cheap”, as they say": "cp1252",
    "a très b": "cp1252",
    "Thirty ° in the shade, and £9 a glass": "cp1252",
}


def texts(data: bytes, encoding: str | None = None) -> list[str]:
    opened = open_texts(io.BytesIO(data), "reviews.csv", Choices(encoding=encoding))
    return [row.text for row in opened.records() if isinstance(row, Record)]


@pytest.mark.parametrize(
    ("sentence", "page"), [(sentence, page) for sentence, pages in SENTENCES.items() for page in pages.split()]
)
def test_the_code_page_is_the_one_that_makes_sense(sentence: str, page: str) -> None:
    assert texts(f'text,label\n"{sentence}",a\nplain words,b\n'.encode(page)) == [sentence, "plain words"]


def test_what_makes_sense_is_judged_by_the_whole_file() -> None:
    # The first letter alone is one of several pages; what decides comes a block later.
    first = b"text\n\xb6\n" + b"plain words only\n" * (BLOCK // 16)
    later = "Małe źdźbło, śliczna łąka i gęś\n" * 40
    assert texts(first + later.encode("iso8859_2"))[-1] == "Małe źdźbło, śliczna łąka i gęś"


@pytest.mark.parametrize("place", [0, 250, 499])
def test_one_bad_byte_in_a_file_of_utf8_harms_one_row(place: int) -> None:
    lines = [f"Ligne n° {n}, bien sûr".encode() for n in range(500)]
    lines[place] = b"cass\xe9e"
    opened = open_texts(io.BytesIO(b"text\n" + b"\n".join(lines) + b"\n"), "a.csv")
    read = [row for row in opened.records() if isinstance(row, Record)]
    assert "encoding_guessed" not in [remark.code for remark in opened.remarks]
    assert len(read) == 500
    assert [(row.text, row.remarks[0].code) for row in read if row.remarks] == [("cass�e", "bad_characters")]


def test_a_last_byte_that_begins_a_letter_is_no_letter() -> None:
    assert texts("text,label\nun café,a\nvoilà".encode("cp1252")) == ["un café", "voilà"]


def test_the_encoding_can_be_said() -> None:
    data = "text\nĽubica\n".encode("cp1250")
    assert texts(data, "cp1250") == ["Ľubica"]
    assert texts(data, "latin-1") == ["¼ubica"]
    assert texts("text\nschön\n".encode("utf-8-sig"), "utf8") == ["schön"]


@pytest.mark.parametrize("said", ["nonsense", "hex", "../etc"])
def test_an_encoding_that_there_is_not_is_refused(said: str) -> None:
    with pytest.raises(Unusable) as error:
        texts(b"text\nfine\n", said)
    assert error.value.code == "unknown_encoding"
