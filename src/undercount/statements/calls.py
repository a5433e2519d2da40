"""How a call is worded: the verb that calls, who is called on, and the deeds that are asked for."""

from __future__ import annotations

import re
from functools import cache

from undercount.facts.hedge import LANGUAGES, phrases
from undercount.statements.names import word_list
from undercount.statements.words import ALL, anywhere, opening, table, whole, words

_VERB_LAST = ("kk",)  # languages whose verb stands at the end of the sentence
_FAR = 70  # characters before a call in a sentence that still opens with it
_NOT_OURS = {
    # a call that somebody else makes, or that is only named
    "en": re.compile(r"\b(?:calls|appeals|demands|requests|the (?:call|demand|request|appeal)s?|to|in|their|his|her|who|that|which|not|\w+ing)\s+$", re.I),
}


def is_demand_heading(text: str, language: str) -> bool:
    """Tell a heading under which demands stand, such as "Recommendations"."""
    del language  # headings of any language are taken: titles are often left in English
    bare = text.strip().rstrip(":：").strip("*_# ")
    if len(word_list(bare)) > 7:
        return False
    if whole(ALL, "demands", "headings").match(bare):
        return True
    return bool(re.match(r"^(?:\d+\.?\s*|[IVX]+\.\s*)", bare)) and bool(
        whole(ALL, "demands", "headings").match(re.sub(r"^(?:\d+\.?\s*|[IVX]+\.\s*)", "", bare))
    )


def call_in(text: str, language: str, *, modal: bool) -> bool:
    """Tell whether a sentence calls for something; with `modal`, also by "must" and "should"."""
    code = language if language in LANGUAGES else "en"
    if anywhere(code, "demands", "calls").search(text):
        return True
    return modal and bool(anywhere(code, "demands", "modals").search(text))


@cache
def _subject(language: str) -> re.Pattern[str]:
    return phrases(words(language, "demands", "subjects"))


def opens_with_a_call(sentence: str, *, plain: bool = False) -> bool:
    """Tell a sentence that makes a call, as against one that mentions one.

    The verb that calls stands near its beginning, after the subject or an adverbial part; in a language with
    the verb last, at its end. With `plain`, only the subject may stand before it.
    """
    return any(_opens(sentence, language, plain) for language in _likely(sentence))


def _likely(sentence: str) -> tuple[str, ...]:
    """Return the languages whose calling words the sentence holds."""
    return tuple(code for code in LANGUAGES if anywhere(code, "demands", "calls").search(sentence))


def _opens(sentence: str, language: str, plain: bool) -> bool:
    found = list(anywhere(language, "demands", "calls").finditer(sentence))
    if not found:
        return False
    if language in _VERB_LAST:
        return bool(re.fullmatch(r"[\s.!:;»”\"]*", sentence[found[-1].end() :]))
    first = found[0]
    before = sentence[: first.start()].strip()
    if _NOT_OURS.get("en", re.compile("(?!)")).search(sentence[: first.start()]) and language == "en":
        return False
    if plain:
        return len(word_list(before)) <= 3
    after_opener = opening(language, "demands", "openers").match(before)
    tail = re.split(r",\s", before)[-1]
    subject = _subject(language).match(tail.strip().lower()) or not tail.strip()
    if len(word_list(before)) <= 4:
        return True
    return bool(subject) and (bool(after_opener) or len(before) <= 2 * _FAR) or (len(before) <= _FAR and _subject_like(before))


def closes_with_a_call(text: str, language: str) -> bool:
    """Tell a list whose verb comes with its last item, in a language that has the verb last."""
    return language in _VERB_LAST and _opens(text, language, plain=False)


def _subject_like(before: str) -> bool:
    """Tell a subject such as "The undersigned organisations" from a clause with a verb of its own."""
    return len(word_list(before)) <= 9 and not re.search(r"[,;:]", before)


# ---------------------------------------------------------------- who is called on


def addressee_line(text: str, language: str) -> bool:
    """Tell a short line that only names who is called on: "To the Government of X:"."""
    text = text.strip()
    if not text.endswith((":", "：")) or len(word_list(text)) > 16 or begins_with_a_deed(text, language):
        return False
    heads = {
        "en": r"^(?:to|for|on)?\s*(?:the|all|his|her|members?|states?|[A-ZÀ-Ö])",
        "ru": r"^(?:к\s|от\s)?[А-ЯЁа-яё]",
        "uk": r"^(?:до\s)?[А-ЯІЇЄҐа-яіїєґ]",
        "fr": r"^(?:à|au|aux|a l|de la part)\b",
        "es": r"^(?:al|a\s|a la|a los|del)\b",
        "kk": r"^[А-ЯӘҒҚҢӨҰҮҺа-яәғқңөұүһ]",
    }
    return bool(re.match(heads.get(language, r"^\S"), text, re.I)) and not re.search(r"[.;?!]", text[:-1])


_ADDRESSEE = {
    "en": re.compile(r"(?:on|upon|urge[sd]?|ask[s]?|request[s]?|appeal[s]? to|to|implore|recommend(?: that)?|demand(?:s)? that|expect|from)\s+(?P<who>(?:the|all|his|her|its|their|members?|states?|[A-Z])[^:;]*?)(?=\s+(?:to|and to|that|immediately|should|must)\b|\s*[:,;]|$)"),
    "ru": re.compile(r"(?:призываем|призывают|просим|требуем от|требуют от|обращаемся к|рекомендуем|настаиваем, чтобы)\s+(?P<who>[^:;,.]*?)(?=\s+(?:\w+(?:ть|ти|чь)(?:ся)?)\b|\s*[:,;]|$)"),
    "uk": re.compile(r"(?:закликаємо|закликають|просимо|вимагаємо від|вимагають від|звертаємося до|рекомендуємо)\s+(?P<who>[^:;,.]*?)(?=\s+(?:\w+(?:ти|чи)(?:ся)?)\b|\s*[:,;]|$)"),
    "fr": re.compile(r"(?:demandons|demandent|appelons|appellent|exhortons|exhortent|exigeons|prions|invitons|recommandons)\s+(?:instamment\s+|également\s+)*(?P<who>(?:à|au|aux|la|le|les|l['’]|toutes?|tous|des|du|de la)[^:;,.]*?)(?=\s+(?:à|de|d['’]|que)\s*\w+|\s*[:,;]|$)"),
    "es": re.compile(r"(?:exigimos|instamos|pedimos|solicitamos|llamamos|llamado|llamamiento|exhortamos|urgimos|recomendamos|requerimos)\s+(?P<who>(?:a|al|del|de la)\s[^:;,.]*?)(?=\s+(?:a|que)\s+\w+|\s*[:,;]|$)"),
    "kk": re.compile(r"(?P<who>[^:;,.]*?(?:нан|нен|дан|ден|тан|тен|ды|ді|ны|ні|ты|ті))\s+(?:талап етеміз|шақырамыз|сұраймыз|үндейміз|өтінеміз)"),
}


def addressee_of(text: str, language: str) -> str:
    """Return who a call is addressed to, as printed; "" where it does not say."""
    if addressee_line(text, language) and not call_in(text, language, modal=True):
        return re.sub(r"^(?:to|à|al|a)\s+", "", text.strip().rstrip(":： "), flags=re.I)
    pattern = _ADDRESSEE.get(language)
    found = list(pattern.finditer(text)) if pattern else []
    if not found:
        return ""
    return " ".join(found[-1 if text.rstrip().endswith(":") else 0]["who"].split()).strip(" ,:")


# ---------------------------------------------------------------- what is asked for


@cache
def _deed(language: str) -> re.Pattern[str]:
    """Return a pattern for a word that says what is to be done: an imperative, an infinitive, "not", "immediately"."""
    demands = table(language)["demands"]
    listed = phrases(demands["verbs"]).pattern
    infinitive = demands["infinitive"]
    nominal = phrases(demands["nominal"]).pattern if language in ("en", "fr", "es") else ""
    bodies = [body for body in (listed, rf"(?<!\w)(?:{infinitive})(?!\w)" if infinitive else "", nominal) if body]
    return re.compile("|".join(bodies), re.IGNORECASE)


def begins_with_a_deed(text: str, language: str) -> bool:
    """Tell an item that says what is to be done: "Release …", "освободить …", "de libérer …", "… босатуды"."""
    code = language if language in LANGUAGES else "en"
    text = text.strip().strip("«“\"")
    if code in ("es", "fr") and re.match(r"^qu(?:e\b|['’])", text, re.IGNORECASE):
        return True
    if code in _VERB_LAST:
        last = word_list(re.sub(r"[;,.]\s*(?:және)?\s*$", "", text))
        return bool(last) and bool(re.fullmatch(table(code)["demands"]["infinitive"], last[-1].lower()))
    head = re.sub(r"^(?:to|à|de|d['’]|a|que|qu['’]|of|an?|the|la|le|les|l['’]|el|los|las|un|une|una)\s*(?=\w)", "", text, flags=re.I)
    adverbs = r"(?:\w+(?:ly|ment|mente|но|о)\s+(?:and\s+|et\s+|y\s+|и\s+|та\s+)?){0,2}"
    return bool(re.match(rf"^{adverbs}(?:{_deed(code).pattern})", head, re.IGNORECASE)) or bool(
        re.match(rf"^(?:{_deed(code).pattern})", text, re.IGNORECASE)
    )


def split_deeds(sentence: str, language: str) -> list[tuple[int, str]]:
    """Part a call in one sentence into the things it asks for; nothing where it asks for one.

    The deeds stand side by side: "to release …, to stop … and to investigate …",
    "освободить …, прекратить … и расследовать …", "… босатуды және … тергеуді талап етеміз".
    """
    code = language if language in LANGUAGES else "en"
    if code in _VERB_LAST:
        return _split_verb_last(sentence, code)
    found = next(anywhere(code, "demands", "calls").finditer(sentence), None)
    if found is None:
        return []
    starts = _deed_starts(sentence, found.end(), code)
    if len(starts) < 2:
        return []
    bounds = [*starts[1:], len(sentence)]
    return [(start, _without_joint(sentence[start:end], code)) for start, end in zip(starts, bounds, strict=True)]


_JOINTS = {
    "en": r"(?:,?\s+and\s+|,\s+|;\s+)",
    "ru": r"(?:,?\s+(?:и|а также)\s+|,\s+|;\s+)",
    "uk": r"(?:,?\s+(?:і|й|та|а також)\s+|,\s+|;\s+)",
    "fr": r"(?:,?\s+(?:et|ainsi que)\s+|,\s+|;\s+)",
    "es": r"(?:,?\s+(?:y|e|así como)\s+|,\s+|;\s+)",
}
# after an English "to" stands a verb, unless what follows can only open a noun phrase or is a plural
_ANY_VERB = (
    r"(?!(?:the|an?|his|her|their|its|our|all|any|this|that|these|those|each|every|which|whom|date|be)\b)"
    r"(?-i:[a-z])[a-z]+(?:(?<!s)|(?<=ss)|(?<=focus))(?!\w)"
)
_CLAUSES = {
    "fr": re.compile(r"(?<!\w)qu(?:e\s+|['’])(?!(?:est|sont|a|ont|était|étaient|avait|avaient|fut)\b)", re.I),
    "es": re.compile(r"(?<!\w)que\s+(?!(?:es|son|fue|fueron|ha|han|está|están|había|habían|era|eran)\b)", re.I),
    "en": re.compile(r"(?<!\w)that\s+(?!(?:is|are|was|were|has|have|had)\b)", re.I),
}
_MARKS = {
    "en": r"(?:also\s+)?to\s+(?:\w+ly\s+(?:and\s+\w+ly\s+)?)?",
    "ru": r"(?:\w+(?:но|о)\s+(?:и\s+\w+(?:но|о)\s+)?)?",
    "uk": r"(?:\w+(?:но|о)\s+(?:та\s+\w+(?:но|о)\s+)?)?",
    "fr": r"(?:à|de|d['’])\s*(?:ne\s+pas\s+)?(?:(?:en|y|se|les?|la|lui|leur)\s+|s['’])?(?:\w+ment\s+)?",
    "es": r"(?:a|que(?:\s+se)?)\s+(?:\w+mente\s+)?",
}


def _deed_starts(sentence: str, start: int, language: str) -> list[int]:
    """Return where each deed begins: the first after the addressee, the others after a comma or "and"."""
    marked = _marked_starts(sentence, start, language)
    if len(marked) >= 2:
        return marked
    clauses = _clause_starts(sentence, start, language)
    if len(clauses) >= 2:
        return clauses
    plain = _unmarked_starts(sentence, start, language)
    if len(plain) >= 2:
        return plain
    return _nominal_starts(sentence, start, language)


def _marked_starts(sentence: str, start: int, language: str) -> list[int]:
    """Find deeds that each carry their own "to", "à", "de" or "que"; in Russian, bare infinitives."""
    verb = rf"(?:{_verb(language)})" if language != "en" else _ANY_VERB
    first = re.compile(rf"(?<=\s){_MARKS[language]}(?={verb})", re.IGNORECASE)
    later = re.compile(rf"{_JOINTS[language]}(?P<deed>{_MARKS[language]}(?={verb}))", re.IGNORECASE)
    opened = next((f for f in first.finditer(sentence, start) if _free(sentence, f.start())), None)
    if opened is None:
        return []
    starts = [_past_mark(sentence, opened.start(), language)]
    for found in later.finditer(sentence, opened.end()):
        if _free(sentence, found.start()):
            starts.append(_past_mark(sentence, found.start("deed"), language))
    return starts


def _clause_starts(sentence: str, start: int, language: str) -> list[int]:
    """Find deeds said as clauses: "que les archives soient ouvertes, que … et que …"."""
    clause = _CLAUSES.get(language)
    first = clause.search(sentence, start) if clause else None
    if clause is None or first is None or re.search(r"[,;]", sentence[start : first.start()]):
        return []
    later = re.compile(rf"{_JOINTS[language]}(?={clause.pattern})", re.IGNORECASE)
    found = [joint.end() for joint in later.finditer(sentence, first.end()) if _free(sentence, joint.start())]
    return [first.start(), *found]


@cache
def _verb(language: str) -> str:
    demands = table(language)["demands"]
    if demands["infinitive"]:
        return rf"(?:не\s+)?(?<!\w)(?:{demands['infinitive']})(?!\w)"
    return phrases(demands["verbs"]).pattern


def _past_mark(sentence: str, start: int, language: str) -> int:
    mark = re.compile(r"(?:also\s+)?to\s+").match(sentence, start) if language == "en" else None
    return mark.end() if mark else start


def _unmarked_starts(sentence: str, start: int, language: str) -> list[int]:
    """Find English deeds after one "to": "to release X, stop Y and investigate Z"."""
    if language != "en":
        return []
    verb = rf"(?:\w+ly\s+(?:and\s+\w+ly\s+)?)?(?:{phrases(words('en', 'demands', 'verbs')).pattern})"
    opened = re.compile(rf"\sto\s+(?={verb})", re.IGNORECASE).search(sentence, start)
    if opened is None:
        return []
    starts = [opened.end()]
    for found in re.compile(rf"(?:,\s+and\s+|,\s+|\s+and\s+)(?P<deed>{verb}\s)", re.IGNORECASE).finditer(sentence, opened.end()):
        if _free(sentence, found.start()):
            starts.append(found.start("deed"))
    return starts


def _nominal_starts(sentence: str, start: int, language: str) -> list[int]:
    """Find deeds that are nouns: "the release of X, an end to Y and an investigation into Z"."""
    nominal = words(language, "demands", "nominal")
    if not nominal:
        return []
    if language in ("ru", "uk"):
        noun = rf"(?:\w+(?:ого|ой|ых|ого|ої|их)\s+(?:и\s+\w+(?:ого|ой|ых)\s+)?)?(?:{'|'.join(nominal)})(?!\w)"
    else:
        article = r"(?:the|an?|la|le|les|l['’]|el|los|las|un|une|una)\s*"
        endings = "|".join(table(language)["demands"]["nominal_endings"])
        deed = rf"(?:{phrases(nominal).pattern}|(?<!\w)(?-i:[a-zà-ÿ])\w+(?:{endings})(?!\w))"
        noun = rf"(?:{article}(?:\w+\s+){{0,2}}?{deed}|{phrases(nominal).pattern})"
    opened = re.compile(rf"\s(?={noun})", re.IGNORECASE).search(sentence, max(0, start - 1))
    if opened is None or opened.start() > start + 4:
        return []
    starts = [opened.end()]
    for found in re.compile(rf"{_JOINTS[language]}(?P<deed>{noun})", re.IGNORECASE).finditer(sentence, opened.end()):
        if _free(sentence, found.start()) and _is_a_deed_noun(sentence, found.start("deed"), language):
            starts.append(found.start("deed"))
    return starts if len(starts) >= 2 else []


def _is_a_deed_noun(sentence: str, start: int, language: str) -> bool:
    """Tell "прекращения" after "требуем" from any noun that ends alike: its ending is that of a deed."""
    if language not in ("ru", "uk"):
        return True
    near = word_list(sentence[start:])[:3]
    listed = frozenset(word for word in words(language, "demands", "nominal") if word.isalpha())
    ending = r"\w+(?:ения|ания|ытия|ятия|тия|ення|ання|іння|їння|яття|иття)"
    return any(word.lower() in listed or re.fullmatch(ending, word.lower()) for word in near)


def _free(sentence: str, place: int) -> bool:
    """Tell a place outside of brackets and quotation marks."""
    before = sentence[:place]
    return all(before.count(a) <= before.count(b) for a, b in ("()", "«»", "“”")) and before.count('"') % 2 == 0


def _without_joint(text: str, language: str) -> str:
    """Drop the "and to" that leads on to the next deed."""
    mark = r"(?:to\s+)?" if language == "en" else ""
    return re.sub(rf"{_JOINTS[language]}{mark}$", "", text.strip() + " ").strip(" ,;")


def _split_verb_last(sentence: str, language: str) -> list[tuple[int, str]]:
    found = list(anywhere(language, "demands", "calls").finditer(sentence))
    if not found:
        return []
    body = sentence[: found[-1].start()].rstrip(" :")
    deed = table(language)["demands"]["infinitive"]
    ends = [m.end() for m in re.finditer(rf"(?<!\w)(?:{deed})(?!\w)(?=\s*(?:,|;|\s(?:және|әрі|сондай-ақ)\s|$))", body, re.I)]
    strong = [end for end in ends if re.search(r"(?:уға|уге|юға|юге|уды|уді|юды|юді|уын|уін)$", body[:end].lower())]
    if len(strong) < 2:
        return []
    starts = [0, *strong[:-1]]
    pieces = []
    for start, end in zip(starts, strong, strict=True):
        skip = re.match(r"\s*(?:,|;)?\s*(?:және|әрі|сондай-ақ)?\s*", body[start:])
        begin = start + (skip.end() if skip else 0)
        pieces.append((begin, body[begin:end].strip()))
    return pieces
