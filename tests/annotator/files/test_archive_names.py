"""Names in archives that do not say how they are encoded, as programs of many countries write them."""

import io
import unicodedata
import zipfile
import zlib
from collections.abc import Sequence

import pytest

from annotator.files import Unusable, open_images
from annotator.files.archives.names import readable
from annotator.files.choices import Choices
from tests.annotator.files.pictures import codes, picture, tar_of

GERMAN = ["Äpfel/grün 1.png", "Äpfel/süß.png", "Küche/Löffel.png", "Straße/Größe 2.png"]
FRENCH = ["Légumes/céleri.png", "Légumes/pâtisson.png", "Forêt/chêne.png", "Rivière/éléphant à l'eau.png"]
SPANISH = ["niños/año.png", "camión/montaña.png", "pájaro/águila.png"]
PORTUGUESE = ["maçã/limão.png", "pão/coração.png", "avó/avião.png"]
SWEDISH = ["fågel/näktergal.png", "björn/älg.png", "å/ö.png"]
RUSSIAN = ["Кошки/барсик 1.png", "Собаки/шарик.png", "Мебель/стол и стулья.png"]
UKRAINIAN = ["Коти/їжак.png", "Собаки/кіт і пес.png", "Птахи/зяблик.png"]
GREEK = ["Γάτες/μαύρη.png", "Σκύλοι/μικρός σκύλος.png"]
POLISH = ["Żółw/źrebię.png", "Łódź/gęś.png", "Kąpiel/ślimak.png"]
CZECH = ["Kočka/růžová.png", "Pes/žlutý kůň.png", "Řeka/děti.png"]
TURKISH = ["Kuş/küçük şahin.png", "Ağaç/çınar.png", "Işık/güneş.png"]
HEBREW = ["חתולים/שחור.png", "כלבים/גדול.png"]
THAI = ["แมว/แมวดำ.png", "สุนัข/หมาน้อย.png"]
ARABIC = ["قطط/سوداء.png", "كلاب/كبير.png"]
CHINESE = ["猫/黑猫.png", "狗/小狗.png", "水果/苹果.png", "汽车/红色的车.png"]
TRADITIONAL = ["貓/黑貓.png", "狗/小狗.png", "蘋果/紅色的蘋果.png", "汽車/電動車.png"]
JAPANESE = ["ねこ/くろねこ.png", "犬/こいぬ.png", "リンゴ/青リンゴ 表.png", "ソース/能力.png"]
KOREAN = ["고양이/검은 고양이.png", "강아지/작은 개.png", "사과/빨간 사과.png"]

PAGES = [
    ("cp437", GERMAN),
    ("cp850", GERMAN),
    ("cp1252", GERMAN),
    ("cp850", FRENCH),
    ("cp1252", FRENCH),
    ("cp850", SPANISH),
    ("cp1252", SPANISH),
    ("cp850", PORTUGUESE),
    ("cp1252", PORTUGUESE),
    ("cp850", SWEDISH),
    ("cp1252", SWEDISH),
    ("cp866", RUSSIAN),
    ("cp1251", RUSSIAN),
    ("koi8_r", RUSSIAN),
    ("cp1251", UKRAINIAN),
    ("koi8_u", UKRAINIAN),
    ("cp737", GREEK),
    ("cp1253", GREEK),
    ("cp852", POLISH),
    ("cp1250", POLISH),
    ("cp852", CZECH),
    ("cp1250", CZECH),
    ("cp857", TURKISH),
    ("cp1254", TURKISH),
    ("cp862", HEBREW),
    ("cp1255", HEBREW),
    ("cp874", THAI),
    ("cp720", ARABIC),
    ("cp1256", ARABIC),
    ("gbk", CHINESE),
    ("big5", TRADITIONAL),
    ("cp932", JAPANESE),
    ("euc_jp", JAPANESE),
    ("euc_kr", KOREAN),
    ("utf-8", [*RUSSIAN, *CHINESE, *GERMAN]),
]


def raw_zip(names: Sequence[bytes], *, extra: Sequence[bytes] = ()) -> io.BytesIO:
    """A zip whose names are these bytes, without a word on how they are encoded."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for at, name in enumerate(names):
            info = zipfile.ZipInfo(chr(ord("a") + at) * len(name))
            info.create_system = 0
            info.extra = extra[at] if extra else b""
            archive.writestr(info, picture(at))
    data = buffer.getvalue()
    for at, name in enumerate(names):
        data = data.replace((chr(ord("a") + at) * len(name)).encode(), name)
    return io.BytesIO(data)


@pytest.mark.parametrize(("page", "names"), PAGES, ids=[f"{page} {names[0]}" for page, names in PAGES])
def test_the_code_page_that_makes_most_sense_of_all_names_is_taken(page: str, names: list[str]) -> None:
    assert readable([name.encode(page) for name in names]).names == names


@pytest.mark.parametrize(("page", "names"), [PAGES[1], PAGES[11], PAGES[29], PAGES[31]])
def test_names_of_a_zip_are_read_and_the_preview_says_how(page: str, names: list[str]) -> None:
    images = open_images(raw_zip([name.encode(page) for name in names]), "z.zip")
    assert [entry.path for entry in images.entries] == names
    assert "names_guessed" in codes(images)
    assert images.encoding


def test_utf_8_without_its_flag_and_apart_letters_need_no_guess() -> None:
    names = [unicodedata.normalize("NFD", name).encode() for name in GERMAN]
    images = open_images(raw_zip(names), "z.zip")
    assert [entry.path for entry in images.entries] == GERMAN
    assert codes(images) == set()


def test_apart_letters_behind_the_flag_are_composed_too() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(unicodedata.normalize("NFD", "Äpfel/a.png"), picture(1))
    assert open_images(buffer, "z.zip").entries[0].path == "Äpfel/a.png"


def test_the_field_for_unicode_paths_is_believed() -> None:
    raw = b"x_____/_.png"
    field = b"\1" + zlib.crc32(raw).to_bytes(4, "little") + "Кошки/б.png".encode()
    extra = b"\x75\x70" + len(field).to_bytes(2, "little") + field
    images = open_images(raw_zip([raw], extra=[extra]), "z.zip")
    assert [entry.path for entry in images.entries] == ["Кошки/б.png"]


def test_an_encoding_that_somebody_chose_is_taken() -> None:
    names = [name.encode("cp1252") for name in GERMAN]
    images = open_images(raw_zip(names), "z.zip", Choices(encoding="cp850"))
    assert [entry.path for entry in images.entries] == [name.decode("cp850") for name in names]


def test_an_encoding_that_there_is_not_is_refused() -> None:
    with pytest.raises(Unusable) as error:
        open_images(raw_zip([name.encode("cp1252") for name in GERMAN]), "z.zip", Choices(encoding="klingon"))
    assert error.value.code == "unknown_encoding"


def test_names_in_a_tar_are_read_too() -> None:
    buffer = tar_of({name.encode("cp1251").decode("utf-8", "surrogateescape"): at for at, name in enumerate(RUSSIAN)})
    assert [entry.path for entry in open_images(buffer, "t.tar").entries] == RUSSIAN
