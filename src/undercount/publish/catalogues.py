"""The catalogues: every sentence that people read, gathered from code, templates and the codebook.

Run `python -m undercount.publish.catalogues` after changing a sentence: it brings the files of locale up to
date, keeps what is translated, and leaves new sentences empty for a translator.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import as_file, files
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import write_po

from undercount.facts.vocabulary import LANGUAGES
from undercount.publish.codebook import codebook_sentences
from undercount.publish.words import catalogue

# what marks a sentence: a call of one of these, with one sentence or with its singular and plural
_KEYWORDS = {"_": None, "N_": None, "words": None, "speak": None, "self": None, "many": (1, 2)}
_READERS = {".py": "python", ".j2": "jinja2"}
Sentence = str | tuple[str, str]


def sentences() -> Iterator[tuple[str, Sentence]]:
    """Yield every sentence with the file it stands in; a pair is a singular and its plural."""
    with as_file(files("undercount.publish")) as room:
        for path in sorted(Path(room).rglob("*")):
            if path.suffix in _READERS:
                name = path.relative_to(room).as_posix()
                yield from ((name, found) for found in _in_file(path))
    for sentence in codebook_sentences():
        yield "codebook.toml", sentence


def _in_file(path: Path) -> Iterator[Sentence]:
    source = BytesIO(path.read_bytes())
    options = {"encoding": "utf-8"}
    for _, message, _, _ in extract(_READERS[path.suffix], source, _KEYWORDS, options=options):
        if message:
            yield message if isinstance(message, str) else (message[0], message[1])


def update(language: str) -> Catalog:
    """Return a language's catalogue with every sentence in it and none that is no longer said."""
    old, new = catalogue(language), Catalog(locale=language)
    for file, sentence in sentences():
        key = sentence if isinstance(sentence, str) else sentence[0]
        known = old.get(key)
        kept = known.string if known and isinstance(known.string, str) == isinstance(sentence, str) else None
        new.add(sentence, kept, locations=[(file, 0)], flags=[])
    return new


def _write(language: str) -> None:
    out = BytesIO()
    made = update(language)
    write_po(out, made, width=110, sort_by_file=True, include_lineno=False, ignore_obsolete=True)
    head = (
        f"# The sentences of an edition in {made.locale.english_name if made.locale else language}.\n"
        "# origin: written for this project\n# licence: Apache-2.0\n"
        'msgid ""\nmsgstr ""\n'
        f'"Language: {language}\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'
        f'"Plural-Forms: {made.plural_forms}\\n"\n'
    )
    _, _, body = out.getvalue().decode().partition("\n\n")  # without the header, which tells the time
    with as_file(files("undercount.publish")) as room:
        path = Path(room) / "locale" / language / "LC_MESSAGES" / "undercount.po"
        path.write_text(f"{head}\n{body.rstrip()}\n", encoding="utf-8", newline="\n")


def main() -> None:
    """Bring every catalogue up to date."""
    for language in LANGUAGES:
        if language != "en":
            _write(language)


if __name__ == "__main__":
    main()
