"""`python docs/check_links.py [ROOT]`: do the links, anchors and back-ticked paths of every *.md file lead anywhere?

Nothing is fetched: links to other hosts are passed over. A back-ticked word is taken for a path of the repository where
it has a folder in it, or the ending of a source file; a path may be given by its end (`queue/decide.py`), and
`queue/decide.py: decide` also asks for the name in that file. What git ignores (`frontend/dist/`) is not asked for, nor
what has a word in capitals in its place (`features/NAME/`).
"""

import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from itertools import count, pairwise
from os.path import normpath
from pathlib import Path
from urllib.parse import unquote, urlsplit

from markdown_it import MarkdownIt
from markdown_it.token import Token

MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])
SOURCES = (".py", ".ts", ".tsx", ".js", ".mjs", ".css", ".md", ".toml", ".yml", ".yaml")
PATH = re.compile(r"[\w.@-][\w.@*-]*(?:/[\w.@*-]+)*/?")
# In HTML that stands in Markdown.
ADDRESS = re.compile(r"""\b(?:href|src|srcset)=["']([^"']+)["']""")
NAMED = re.compile(r"""\b(?:id|name)=["']([^"']+)["']""")


@dataclass(frozen=True)
class Repository:
    """paths: every file that git knows or would take, and every folder with such a file, relative to root."""

    root: Path
    paths: frozenset[str]

    @classmethod
    def at(cls, root: Path) -> "Repository":
        listed = _git(root, "ls-files", "-z", "--cached", "--others", "--exclude-standard").split("\0")
        files = [path for path in listed if path and (root / path).is_file()]
        folders = {str(folder) for path in files for folder in Path(path).parents}
        return cls(root, frozenset([*files, *folders]))

    @property
    def documents(self) -> list[str]:
        return sorted(path for path in self.paths if path.endswith(".md"))

    def named(self, path: str) -> list[str]:
        """The paths that are this one or end in it; `*` stands for any part of a name, `./` for nothing."""
        wanted = path.removeprefix("./").rstrip("/")
        if "*" in wanted:
            return [known for known in self.paths if fnmatchcase("/" + known, f"*/{wanted}")]
        return [known for known in self.paths if known == wanted or known.endswith("/" + wanted)]

    def ignores(self, path: str) -> bool:
        return not subprocess.run(["git", "check-ignore", "-q", path], cwd=self.root, check=False).returncode


@dataclass(frozen=True)
class Document:
    """One Markdown file as its tokens."""

    name: str
    tokens: Sequence[Token]

    @classmethod
    def read(cls, repository: Repository, name: str) -> "Document":
        return cls(name, MARKDOWN.parse((repository.root / name).read_text(encoding="utf-8")))

    @property
    def anchors(self) -> set[str]:
        """As GitHub makes them of headings, and those that HTML names."""
        anchors: set[str] = set()
        for heading, inline in zip(self.tokens, self.tokens[1:], strict=False):
            anchors.update(NAMED.findall(heading.content) if heading.type.startswith(("html", "inline")) else ())
            if heading.type == "heading_open":
                anchors.add(_free(_slug(inline), anchors))
        return anchors

    def links(self) -> Iterator[tuple[int, str]]:
        """Line and address."""
        for line, token in _flat(self.tokens):
            if token.type in ("html_block", "html_inline"):
                yield from ((line, address.split()[0]) for address in ADDRESS.findall(token.content))
            elif address := token.attrs.get("href") or token.attrs.get("src"):
                yield line, str(address)

    def code(self) -> Iterator[tuple[int, str]]:
        """Line and text of code spans, and of each line of fenced blocks."""
        for line, token in _flat(self.tokens):
            if token.type == "code_inline":
                yield line, token.content
            elif token.type == "fence":
                yield from ((line + n, text) for n, text in enumerate(token.content.splitlines(), start=1))


def problems(root: Path) -> list[str]:
    """One sentence for each link, anchor, path or name that leads nowhere."""
    repository = Repository.at(root)
    return [
        f"{name}:{line}: {problem}"
        for name in repository.documents
        for line, problem in sorted(_problems(repository, Document.read(repository, name)))
    ]


def _problems(repository: Repository, document: Document) -> Iterator[tuple[int, str]]:
    for line, address in document.links():
        yield from ((line, problem) for problem in _link_problems(repository, document, address))
    for line, text in document.code():
        yield from ((line, problem) for problem in _code_problems(repository, document, text))


def _link_problems(repository: Repository, document: Document, address: str) -> Iterator[str]:
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        return
    target = document.name if not parts.path else _beside(document.name, unquote(parts.path))
    if target not in repository.paths:
        yield f"the link {address} leads to no file"
    elif parts.fragment and target.endswith(".md") and unquote(parts.fragment) not in _anchors(repository, target):
        yield f"there is no heading for the link {address}"


def _code_problems(repository: Repository, document: Document, text: str) -> Iterator[str]:
    words = text.split()
    for word, following in pairwise([*words, ""]):
        path = word.rstrip(",;:)").lstrip("(")
        if not _is_path(repository, path):
            continue
        beside = _beside(document.name, path)
        found = [beside] if beside in repository.paths else repository.named(path)
        if not found and not repository.ignores(path):
            yield f"there is no {path} in this repository"
        elif found and word.endswith(":") and following and not _names(repository, found, following):
            yield f"there is no {following} in {path}"


def _is_path(repository: Repository, word: str) -> bool:
    if not PATH.fullmatch(word) or any(part.isupper() and "." not in part for part in word.split("/")):
        return False
    if word.endswith(SOURCES) and not word.startswith("."):
        return True
    return word.split("/")[0] in repository.paths and "/" in word


def _names(repository: Repository, paths: Sequence[str], name: str) -> bool:
    """Does one of these files hold the name, as a whole word?"""
    wanted = re.compile(rf"\b{re.escape(name.rstrip(',;()').split('.')[-1])}\b")
    files = [repository.root / path for path in paths if (repository.root / path).is_file()]
    return any(wanted.search(file.read_text(encoding="utf-8")) for file in files)


@cache
def _anchors(repository: Repository, name: str) -> set[str]:
    return Document.read(repository, name).anchors


def _flat(tokens: Sequence[Token], line: int = 1) -> Iterator[tuple[int, Token]]:
    """Every token with the line on which it stands; what has none has that of the block around it."""
    for token in tokens:
        line = token.map[0] + 1 if token.map else line
        yield line, token
        yield from _flat(token.children or (), line)


def _slug(inline: Token) -> str:
    text = "".join(child.content for child in inline.children or ())
    return re.sub(r"[^\w\- ]", "", text.strip().lower()).replace(" ", "-")


def _free(slug: str, taken: set[str]) -> str:
    names = (f"{slug}-{n}" if n else slug for n in count())
    return next(name for name in names if name not in taken)


def _beside(document: str, path: str) -> str:
    return normpath(Path(document).parent / path)


def _git(root: Path, *arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=root, check=True, capture_output=True, text=True).stdout


def main() -> None:
    root = Path(sys.argv[1] if len(sys.argv) > 1 else ".").resolve()
    found = problems(root)
    if found:
        sys.exit("\n".join([*found, f"{len(found)} links or paths lead nowhere."]))


if __name__ == "__main__":
    main()
