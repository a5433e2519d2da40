"""How a call is worded: the verb that calls, who is called on, and what tells a deed that is asked for."""

from __future__ import annotations

import re
from functools import cache

from undercount.facts.hedge import LANGUAGES, phrases
from undercount.statements.names import word_list
from undercount.statements.words import ALL, anywhere, opening, table, whole, words

VERB_LAST = ("kk",)  # languages whose verb stands at the end of the sentence

_FAR = 70  # characters before a call in a sentence that still opens with it
_NUMBERED = re.compile(r"^(?:\d+\.?\s*|[IVX]+\.\s*)")
_PASSIVE = "be|être|ser|estar|быть|бути|have been|avoir|haber"
_PRONOUN = (
    "we|they|it|this|that|these|those|there|he|she|you|i|one|nobody|no one|what|which|nous|ils|elles|on|ce|cela|il|"
    "elle|ça|tous|nadie|esto|eso|ellos|ellas|todo|мы|они|это|он|она|никто|все|что|ми|вони|це|ніхто|усі|всі|що|біз|олар"
)
_RELATIVE = re.compile(r"(?<!\w)(?:who|which|that|qui|que|которые|который|які|який)(?!\w)", re.IGNORECASE)
_COLON = (":", "：")
# a call that somebody else makes, or that is only named
_NOT_OURS = re.compile(
    r"\b(?:calls|appeals|demands|requests|the (?:call|demand|request|appeal)s?|to|in|their|his|her|who|that|"
    r"which|not|\w+ing)\s+$",
    re.IGNORECASE,
)


@cache
def call_words(language: str) -> re.Pattern[str]:
    """Return a pattern for the verbs that call, together or with the addressee between their words."""
    apart = wording(language, "call")
    together = anywhere(language, "demands", "calls").pattern
    return re.compile(f"{together}|{apart}" if apart else together, re.IGNORECASE)


@cache
def wording(language: str, key: str) -> str:
    """Return one regular expression of the language's wording; "" where it has none."""
    return str(table(language)["wording"][key])


def known(language: str) -> str:
    """Return the language whose words are used: its own, or English where we have none."""
    return language if language in LANGUAGES else "en"


def is_demand_heading(text: str) -> bool:
    """Tell a heading under which demands stand, such as "Recommendations"; in any language."""
    bare = _NUMBERED.sub("", text.strip().rstrip(":：").strip("*_# "))
    return len(word_list(bare)) <= 7 and bool(whole(ALL, "demands", "headings").match(bare))


def call_in(text: str, language: str, *, modal: bool) -> bool:
    """Tell whether a sentence calls for something; with `modal`, also by "must" and "should"."""
    code = known(language)
    if call_words(code).search(text):
        return True
    return modal and bool(anywhere(code, "demands", "modals").search(text))


def opens_with_a_call(sentence: str, *, plain: bool = False) -> bool:
    """Tell a sentence that makes a call, as against one that mentions one.

    The verb that calls stands near its beginning, after the subject or an adverbial part; in a language with
    the verb last, at its end. With `plain`, only the subject may stand before it.
    """
    likely = (code for code in LANGUAGES if call_words(code).search(sentence))
    return any(_opens(sentence, code, plain) for code in likely)


def closes_with_a_call(text: str, language: str) -> bool:
    """Tell a text whose verb comes last and calls, in a language that has the verb last."""
    return language in VERB_LAST and _opens(text, language, plain=False)


def _opens(sentence: str, language: str, plain: bool) -> bool:
    found = list(call_words(language).finditer(sentence))
    if not found:
        return False
    if language in VERB_LAST:
        return bool(re.fullmatch(r"[\s.!:;»”\"]*", sentence[found[-1].end() :]))
    head = sentence[: found[0].start()]
    if language == "en" and _NOT_OURS.search(head):
        return False
    return _leads_up(head.strip(), language, plain)


def _leads_up(before: str, language: str, plain: bool) -> bool:
    """Tell what may stand before the verb that calls: a subject, and adverbial parts before that."""
    count = len(word_list(before))
    if plain or count <= 4:
        return count <= (3 if plain else 4)
    last = re.split(r",\s", before)[-1].strip()
    if not last or phrases(words(language, "demands", "subjects")).match(last.lower()):
        near = 2 * _FAR if not opening(language, "demands", "openers").match(before) else 10 * _FAR
        return len(before) <= near
    return len(before) <= _FAR and count <= 9 and not re.search(r"[,;:]", before)


def addressee_line(text: str, language: str) -> bool:
    """Tell a short line that only names who is called on: "To the Government of X:"."""
    text = text.strip()
    if not text.endswith(_COLON) or len(word_list(text)) > 16 or begins_with_a_deed(text, language):
        return False
    begins = re.match(wording(known(language), "addressee_line"), text, re.IGNORECASE)
    return bool(begins) and not re.search(r"[.;?!]", text[:-1])


def addressee_of(text: str, language: str) -> str:
    """Return who a call is addressed to, as printed; "" where it does not say."""
    if addressee_line(text, language) and not call_in(text, language, modal=True):
        return re.sub(r"^(?:to|à|al|a)\s+", "", text.strip().rstrip(":： "), flags=re.I)
    found = list(re.finditer(wording(known(language), "addressee"), text, re.IGNORECASE))
    if not found:
        return ""
    return " ".join(found[-1 if text.rstrip().endswith(":") else 0]["who"].split()).strip(" ,:")


@cache
def deed_word(language: str) -> re.Pattern[str]:
    """Return a pattern for a word that tells a deed: an imperative, an infinitive, "immediately"."""
    demands = table(language)["demands"]
    bodies = [phrases(demands["verbs"]).pattern]
    if demands["infinitive"]:
        bodies.append(rf"(?<!\w)(?:{demands['infinitive']})(?!\w)")
    if demands["imperative"]:
        bodies.append(rf"(?<!\w)(?:{demands['imperative']})(?!\w)")
    if demands["nominal_endings"]:
        bodies.append(phrases(demands["nominal"]).pattern)
    return re.compile("|".join(bodies), re.IGNORECASE)


def begins_with_a_deed(text: str, language: str) -> bool:
    """Tell an item that asks for a deed: "Release …", "освободить …", "de libérer …", "… босатуды"."""
    code = known(language)
    text = text.strip().strip('«“"')
    if code in VERB_LAST:
        last = word_list(re.sub(r"[;,.]\s*(?:және)?\s*$", "", text))
        return bool(last) and bool(re.fullmatch(table(code)["demands"]["infinitive"], last[-1].lower()))
    if code in ("es", "fr") and re.match(r"^qu(?:e\b|['’])", text, re.IGNORECASE):
        return True
    small = r"^(?:to|à|de|d['’]|a|que|qu['’]|of|an?|the|la|le|les|l['’]|el|los|las|un|une|una)\s*(?=\w)"
    adverbs = r"(?:\w+(?:ly|ment|mente|но|о)\s+(?:and\s+|et\s+|y\s+|и\s+|та\s+)?){0,2}"
    deed = deed_word(code).pattern
    bare = re.sub(small, "", text, flags=re.IGNORECASE)
    return any(re.match(rf"^{adverbs}(?:{deed})", form, re.IGNORECASE) for form in (bare, text))


def says_must(sentence: str, language: str) -> bool:
    """Tell a sentence that says what somebody named must do, as "The ministry should publish it" does.

    Whoever must stands at its beginning, and does it; "must be protected" says nothing of who is to protect.
    """
    code = known(language)
    found = next(anywhere(code, "demands", "modals").finditer(sentence), None)
    if found is None:
        return False
    who, rest = sentence[: found.start()].strip(), sentence[found.end() :]
    if re.search(rf"^\s*(?:not\s+)?(?:{_PASSIVE})(?!\w)", rest, re.IGNORECASE) or re.search(r"[,;:]", who):
        return False
    if code in VERB_LAST:
        return bool(re.fullmatch(r"[\s.!]*", rest)) and len(word_list(who)) <= 16
    pronoun = re.match(rf"(?:{_PRONOUN})(?!\w)", who, re.IGNORECASE)
    return 0 < len(word_list(who)) <= 8 and not pronoun and not _RELATIVE.search(who)


def asks_to_the_face(text: str, language: str) -> bool:
    """Tell an item in the imperative: "Stop …", "освободите …", "libérez …"."""
    code = known(language)
    form = table(code)["demands"]["imperative"]
    if not form:
        return text[:1].isupper() and begins_with_a_deed(text, code)
    return bool(re.match(rf"(?:{form})(?!\w)", text.strip(), re.IGNORECASE))
