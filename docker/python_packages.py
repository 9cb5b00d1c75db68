"""`python docker/python_packages.py WHAT …`: `uv pip install WHAT …` into this Python, in the versions of the lock.

uv reads none of pip's settings. Where pip was told of a mirror, a folder of wheels or a certificate, uv is told too.
"""

import ast
import os
import subprocess
import sys
import sysconfig
from pathlib import Path

CONSTRAINTS = Path(__file__).resolve().parent.parent / "constraints.txt"
# pip's name -> uv's variable, and what separates several values there.
SETTINGS = {
    "index-url": ("UV_DEFAULT_INDEX", " "),
    "extra-index-url": ("UV_INDEX", " "),
    "find-links": ("UV_FIND_LINKS", ","),
    "cert": ("SSL_CERT_FILE", " "),
}


def main() -> None:
    """Become uv."""
    env = {**from_pip(pip_settings()), **os.environ}
    # As pip does: the best version of all places, not what the first place has.
    env.setdefault("UV_INDEX_STRATEGY", "unsafe-best-match")
    # fastText as Python itself was compiled, without debugging symbols: 30 s in place of 38, 1 MB in place of 16.
    env.setdefault("CXXFLAGS", f"{sysconfig.get_config_var('CFLAGS') or ''} -g0".strip())
    locked = ["--constraints", str(CONSTRAINTS), "--build-constraints", str(CONSTRAINTS)]
    uv = str(Path(sys.executable).with_name("uv"))
    words = [uv, "pip", "install", "--quiet", "--python", sys.executable, *locked, *sys.argv[1:]]
    os.execve(uv, words, env)  # noqa: S606 - our own words


def pip_settings() -> list[str]:
    """Lines such as global.find-links='/wheels'."""
    words = [sys.executable, "-m", "pip", "config", "list"]
    return subprocess.run(words, capture_output=True, text=True, check=True).stdout.splitlines()


def from_pip(lines: list[str]) -> dict[str, str]:
    """uv's variables. The environment's settings overrule those of files, as with pip."""
    found: dict[str, str] = {}
    for line in sorted(lines, key=lambda line: line.startswith(":env:")):
        key, _, value = line.partition("=")
        variable, between = SETTINGS.get(key.rpartition(".")[2], ("", ""))
        if variable:
            found[variable] = between.join(str(ast.literal_eval(value)).split())
    return found


if __name__ == "__main__":
    main()
