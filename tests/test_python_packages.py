"""uv installs from where pip is set up to install from."""

import runpy

from tests.test_architecture import ROOT

from_pip = runpy.run_path(str(ROOT / "docker" / "python_packages.py"))["from_pip"]


def test_a_mirror_a_folder_of_wheels_and_a_certificate_are_handed_on() -> None:
    lines = [
        "global.index-url='https://mirror.example/simple'",
        "global.extra-index-url='https://a.example https://b.example'",
        "global.find-links='/one\\n/two'",
        "global.timeout='60'",
        "install.cert='/etc/ca.pem'",
    ]
    assert from_pip(lines) == {
        "UV_DEFAULT_INDEX": "https://mirror.example/simple",
        "UV_INDEX": "https://a.example https://b.example",
        "UV_FIND_LINKS": "/one,/two",
        "SSL_CERT_FILE": "/etc/ca.pem",
    }


def test_the_environment_overrules_the_files() -> None:
    assert from_pip([":env:.find-links='/mine'", "global.find-links='/theirs'"]) == {"UV_FIND_LINKS": "/mine"}


def test_where_pip_was_told_nothing_uv_is_told_nothing() -> None:
    assert from_pip([]) == {}
