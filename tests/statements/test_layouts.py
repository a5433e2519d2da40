"""Every layout of signatories and of demands in every language, set from one invented list each."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from undercount.intake.document import read_bytes
from undercount.statements.parse import parse
from undercount.statements.reading import StatementReading


@dataclass(frozen=True)
class Tongue:
    """What a statement is made of in one language; every name is invented."""

    title: str
    text: str
    heads: tuple[str, ...]
    names: tuple[tuple[str, str, str], ...]  # name, country, code
    people: tuple[tuple[str, str, str, str], ...]  # person, office, organisation, country
    leads: tuple[str, ...]
    deeds: tuple[str, ...]
    conjunction: str
    once: str  # a call in one sentence, {} for the deeds
    joint: str = ", "


TONGUES = {
    "en": Tongue(
        "Joint statement on the floods in Orlavia",
        "We are alarmed by the situation in the flooded provinces of Orlavia. Villages remain cut off from "
        "the rest of the country, and the officials have not answered the letters of residents for weeks.",
        (
            "Signatories:",
            "Signed by:",
            "Signed by the following organisations:",
            "Signatories (in alphabetical order)",
            "**Signatories**",
            "The undersigned organisations:",
            "Sincerely,",
            "SIGNATORIES",
            "Endorsed by:",
        ),
        (
            ("Amber Lantern", "France", "FR"),
            ("Centre for Quiet Rivers (CQR)", "The United States of America", "US"),
            ("Human Rights House “North Gate”", "Moldova", "MD"),
            ("Foundation for Law, Land and Liberty", "UK", "GB"),
            ("Committee of Flood Mothers – Delta Branch", "Czech Republic", "CZ"),
            ("Watchers e.V.", "Germany", "DE"),
            ("Open Valley Initiative", "South Korea", "KR"),
        ),
        (
            ("Jane Placeholder", "Director", "Amber Lantern", "France"),
            ("Dr. Omar Notreal", "Chair", "Delta Forum", "Kenya"),
            ("Lucy van der Mock", "Professor of Law", "University of the Valley", "Netherlands"),
            ("Piotr Wymyślony", "Programme Coordinator", "Open River Fund", "Poland"),
        ),
        (
            "We call on the Government of Orlavia to:",
            "We urge the authorities to take the following steps:",
            "Therefore, the undersigned organisations demand that the authorities:",
            "Our demands:",
            "## Recommendations",
            "The authorities must:",
        ),
        (
            "open the dams in a controlled way",
            "publish the list of missing persons",
            "let aid convoys pass",
            "investigate the failure of the warning system",
        ),
        "and",
        "We call on the Government of Orlavia to {}.",
        ", to ",
    ),
    "ru": Tongue(
        "Совместное заявление о наводнении в Орлавии",
        "Мы встревожены положением в затопленных районах Орлавии. Деревни остаются отрезанными от остальной "
        "страны, а чиновники уже несколько недель не отвечают на письма жителей.",
        (
            "Подписали:",
            "Подписи:",
            "Организации, подписавшие заявление:",
            "Заявление подписали",
            "**Подписанты**",
            "С уважением,",
            "Подписавшиеся организации:",
            "ПОДПИСАЛИ:",
        ),
        (
            ("Фонд «Янтарный фонарь»", "Франция", "FR"),
            ("Центр тихих рек (ЦТР)", "США", "US"),
            ("Дом прав человека «Северные ворота»", "Молдова", "MD"),
            ("Общественное объединение «Земля и право»", "Киргизия", "KG"),
            ("Комитет матерей паводка", "Российская Федерация", "RU"),
            ("«Открытая долина»", "Чехия", "CZ"),
            ("Ассоциация наблюдателей", "Турция", "TR"),
        ),
        (
            ("Анна Вымышленная", "директор", "Фонд «Янтарный фонарь»", "Франция"),
            ("Омар Небывалов", "председатель", "Форум дельты", "Казахстан"),
            ("Лидия Выдумкина", "профессор", "Университет долины", "Литва"),
            ("Пётр Мнимый", "координатор", "Фонд открытых рек", "Польша"),
        ),
        (
            "Мы требуем от властей Орлавии:",
            "Призываем власти Орлавии:",
            "В связи с этим мы призываем:",
            "Наши требования:",
            "## Рекомендации",
            "Власти должны:",
        ),
        (
            "открыть шлюзы по согласованному графику",
            "опубликовать список пропавших без вести",
            "пропустить гуманитарные колонны",
            "расследовать отказ системы оповещения",
        ),
        "и",
        "Мы призываем власти Орлавии {}.",
    ),
    "uk": Tongue(
        "Спільна заява щодо повені в Орлавії",
        "Ми стурбовані становищем у затоплених районах Орлавії. Села залишаються відрізаними від решти "
        "країни, а посадовці вже кілька тижнів не відповідають на листи мешканців.",
        (
            "Підписали:",
            "Підписанти:",
            "Організації-підписанти:",
            "Заяву підписали",
            "**Підписи**",
            "З повагою,",
        ),
        (
            ("Фонд «Бурштиновий ліхтар»", "Франція", "FR"),
            ("Центр тихих річок (ЦТР)", "США", "US"),
            ("Дім прав людини «Північна брама»", "Молдова", "MD"),
            ("Громадська організація «Земля і право»", "Україна", "UA"),
            ("Комітет матерів повені", "Велика Британія", "GB"),
            ("«Відкрита долина»", "Чехія", "CZ"),
            ("Асоціація спостерігачів", "Туреччина", "TR"),
        ),
        (
            ("Ганна Вигадана", "директорка", "Фонд «Бурштиновий ліхтар»", "Франція"),
            ("Омар Небувалий", "голова", "Форум дельти", "Грузія"),
            ("Лідія Уявна", "професорка", "Університет долини", "Литва"),
            ("Петро Несправжній", "координатор", "Фонд відкритих річок", "Польща"),
        ),
        (
            "Ми вимагаємо від влади Орлавії:",
            "Закликаємо владу Орлавії:",
            "У зв'язку з цим ми закликаємо:",
            "Наші вимоги:",
            "## Рекомендації",
            "Влада повинна:",
        ),
        (
            "відкрити шлюзи за узгодженим графіком",
            "оприлюднити список зниклих безвісти",
            "пропустити гуманітарні колони",
            "розслідувати відмову системи оповіщення",
        ),
        "та",
        "Ми закликаємо владу Орлавії {}.",
    ),
    "kk": Tongue(
        "Орлавиядағы су тасқынына қатысты бірлескен мәлімдеме",
        "Біз Орлавияның су басқан аудандарындағы жағдайға алаңдаймыз. Ауылдар елдің қалған бөлігінен "
        "бөлініп қалды, ал шенеуніктер тұрғындардың хаттарына бірнеше апта бойы жауап берген жоқ.",
        ("Қол қойғандар:", "Қол қойған ұйымдар:", "Мәлімдемеге қол қойғандар", "**Қолдар**", "Құрметпен,"),
        (
            ("«Кәріптас шамы» қоры", "Франция", "FR"),
            ("Тынық өзендер орталығы (ТӨО)", "АҚШ", "US"),
            ("«Солтүстік қақпа» адам құқықтары үйі", "Молдова", "MD"),
            ("«Жер мен құқық» қоғамдық бірлестігі", "Қазақстан", "KZ"),
            ("Тасқын аналары комитеті", "Қырғызстан", "KG"),
            ("«Ашық аңғар»", "Өзбекстан", "UZ"),
            ("Бақылаушылар қауымдастығы", "Түркия", "TR"),
        ),
        (
            ("Анар Ойданқызы", "директор", "«Кәріптас шамы» қоры", "Франция"),
            ("Омар Жоқбаев", "төраға", "Атырау форумы", "Қазақстан"),
            ("Ләззат Қиялова", "профессор", "Аңғар университеті", "Литва"),
            ("Петр Жалғанов", "үйлестіруші", "Ашық өзендер қоры", "Польша"),
        ),
        (
            "Біз Орлавия билігінен талап етеміз:",
            "Орлавия билігін шақырамыз:",
            "Осыған байланысты біз шақырамыз:",
            "Біздің талаптарымыз:",
            "## Ұсыныстар",
        ),
        (
            "шлюздерді келісілген кесте бойынша ашуды",
            "хабарсыз кеткендердің тізімін жариялауды",
            "гуманитарлық керуендерді өткізуді",
            "ескерту жүйесінің істен шығуын тергеуді",
        ),
        "және",
        "Біз Орлавия билігінен {} талап етеміз.",
    ),
    "fr": Tongue(
        "Déclaration conjointe sur les inondations en Orlavie",
        "Nous sommes alarmés par la situation dans les provinces inondées d'Orlavie. Des villages restent "
        "coupés du reste du pays et les responsables ne répondent plus aux lettres des habitants.",
        (
            "Signataires :",
            "Organisations signataires :",
            "Signé par :",
            "Liste des organisations signataires",
            "**Signataires**",
            "Premiers signataires :",
            "Cordialement,",
        ),
        (
            ("Lanterne d'Ambre", "France", "FR"),
            ("Centre des Rivières Calmes (CRC)", "États-Unis", "US"),
            ("Maison des droits humains « Porte du Nord »", "Moldavie", "MD"),
            ("Fondation Terre et Loi", "Royaume-Uni", "GB"),
            ("Comité des mères de la crue – section du Delta", "République tchèque", "CZ"),
            ("Veilleurs e.V.", "Allemagne", "DE"),
            ("Association de la Vallée ouverte", "Côte d'Ivoire", "CI"),
        ),
        (
            ("Jeanne Fictive", "directrice", "Lanterne d'Ambre", "France"),
            ("Omar Inventé", "président", "Forum du Delta", "Tunisie"),
            ("Lucie de la Feinte", "professeure de droit", "Université de la Vallée", "Belgique"),
            ("Pierre Supposé", "coordinateur", "Fonds des Rivières", "Suisse"),
        ),
        (
            "Nous demandons au gouvernement d'Orlavie :",
            "Nous appelons les autorités à :",
            "En conséquence, nous exigeons :",
            "Nos demandes :",
            "## Recommandations",
            "Les autorités doivent :",
        ),
        (
            "d'ouvrir les barrages de façon contrôlée",
            "de publier la liste des disparus",
            "de laisser passer les convois humanitaires",
            "d'enquêter sur la panne du système d'alerte",
        ),
        "et",
        "Nous demandons au gouvernement d'Orlavie {}.",
    ),
    "es": Tongue(
        "Declaración conjunta sobre las inundaciones en Orlavia",
        "Nos alarma la situación en las provincias inundadas de Orlavia. Varias aldeas siguen aisladas del "
        "resto del país y los funcionarios no han respondido a las cartas de los vecinos desde hace semanas.",
        (
            "Firmantes:",
            "Organizaciones firmantes:",
            "Firman:",
            "Firmado por:",
            "**Firmas**",
            "Suscriben:",
            "Atentamente,",
        ),
        (
            ("Linterna de Ámbar", "Francia", "FR"),
            ("Centro de Ríos Tranquilos (CRT)", "Estados Unidos", "US"),
            ("Casa de Derechos Humanos “Puerta Norte”", "Moldavia", "MD"),
            ("Fundación Tierra y Ley", "Reino Unido", "GB"),
            ("Comité de Madres de la Crecida – sección Delta", "República Checa", "CZ"),
            ("Vigías A.C.", "México", "MX"),
            ("Asociación Valle Abierto", "Perú", "PE"),
        ),
        (
            ("Juana Ficticia", "directora", "Linterna de Ámbar", "Francia"),
            ("Omar Inventado", "presidente", "Foro del Delta", "Chile"),
            ("Lucía de la Treta", "profesora de Derecho", "Universidad del Valle", "España"),
            ("Pedro Supuesto", "coordinador", "Fondo de los Ríos", "Bolivia"),
        ),
        (
            "Exigimos al Gobierno de Orlavia:",
            "Instamos a las autoridades a:",
            "Por lo anterior, exigimos:",
            "Nuestras demandas:",
            "## Recomendaciones",
            "Las autoridades deben:",
        ),
        (
            "abrir las presas de forma controlada",
            "publicar la lista de personas desaparecidas",
            "permitir el paso de los convoyes humanitarios",
            "investigar el fallo del sistema de alerta",
        ),
        "y",
        "Instamos al Gobierno de Orlavia a {}.",
        ", a ",
    ),
}

Setting = Callable[[Tongue, list[tuple[str, str]]], str]


def _lines(mark: Callable[[int], str], form: str) -> Setting:
    def setting(tongue: Tongue, names: list[tuple[str, str]]) -> str:
        del tongue
        return "\n".join(
            mark(i) + form.format(n=name, c=country) for i, (name, country) in enumerate(names, start=1)
        )

    return setting


def _inline(separator: str, form: str, conjoined: bool) -> Setting:
    def setting(tongue: Tongue, names: list[tuple[str, str]]) -> str:
        pieces = [form.format(n=name, c=country) for name, country in names]
        if conjoined:
            return separator.join(pieces[:-1]) + f" {tongue.conjunction} {pieces[-1]}."
        return separator.join(pieces) + "."

    return setting


def _groups(tongue: Tongue, names: list[tuple[str, str]]) -> str:
    del tongue
    return "\n\n".join(f"{country}\n{name}" for name, country in names)


def _groups_inline(tongue: Tongue, names: list[tuple[str, str]]) -> str:
    del tongue
    return "\n".join(f"{country}: {name}" for name, country in names)


def _table(tongue: Tongue, names: list[tuple[str, str]]) -> str:
    del tongue
    return "\n".join(f"| {i} | {name} | {country} |" for i, (name, country) in enumerate(names, start=1))


def _wrapped(tongue: Tongue, names: list[tuple[str, str]]) -> str:
    del tongue
    return textwrap.fill(
        " ".join(f"{name} ({country})" for name, country in names), 60, break_on_hyphens=False
    )


def _nothing(_: int) -> str:
    return ""


SETTINGS: dict[str, Setting] = {
    "numbered, brackets": _lines(lambda i: f"{i}. ", "{n} ({c})"),
    "numbered, comma": _lines(lambda i: f"{i}) ", "{n}, {c}"),
    "bare numbers": _lines(lambda i: f"{i} ", "{n} ({c})"),
    "dashes before, brackets": _lines(lambda i: "- ", "{n} ({c})"),
    "bullets, comma": _lines(lambda i: "• ", "{n}, {c}"),
    "long dashes, brackets, semicolons": _lines(lambda i: "– ", "{n} ({c});"),
    "one a line, brackets": _lines(_nothing, "{n} ({c})"),
    "one a line, comma": _lines(_nothing, "{n}, {c}"),
    "one a line, en dash": _lines(_nothing, "{n} – {c}"),
    "one a line, em dash": _lines(_nothing, "{n} — {c}"),
    "one a line, square brackets": _lines(_nothing, "{n} [{c}]"),
    "one a line, slash": _lines(_nothing, "{n} / {c}"),
    "one a line, columns": _lines(_nothing, "{n}     {c}"),
    "one a line, semicolons": _lines(_nothing, "{n} ({c});"),
    "paragraphs, brackets": lambda t, names: "\n\n".join(f"{n} ({c})" for n, c in names),
    "paragraphs, comma": lambda t, names: "\n\n".join(f"{n}, {c}" for n, c in names),
    "inline semicolons": _inline("; ", "{n} ({c})", conjoined=False),
    "inline semicolons, comma": _inline("; ", "{n}, {c}", conjoined=False),
    "inline commas": _inline(", ", "{n} ({c})", conjoined=False),
    "inline commas, and": _inline(", ", "{n} ({c})", conjoined=True),
    "groups": _groups,
    "country first": _groups_inline,
    "table": _table,
    "wrapped": _wrapped,
}
PLAIN = {
    "numbered": _lines(lambda i: f"{i}. ", "{n}"),
    "bullets": _lines(lambda i: "* ", "{n}"),
    "one a line": _lines(_nothing, "{n}"),
    "paragraphs": lambda t, names: "\n\n".join(n for n, _ in names),
    "inline semicolons": _inline("; ", "{n}", conjoined=False),
}


def _read(text: str) -> StatementReading:
    return parse(read_bytes(text.encode(), "statement.txt"))


def _statement(tongue: Tongue, *, signed: str = "", head: str = "", demands: str = "") -> str:
    parts = [f"# {tongue.title}", tongue.text, demands, head, signed]
    return "\n\n".join(part for part in parts if part) + "\n"


@pytest.mark.parametrize("language", TONGUES)
@pytest.mark.parametrize("setting", SETTINGS)
def test_signatories_with_countries_are_read_however_they_are_set(language: str, setting: str) -> None:
    tongue = TONGUES[language]
    signed = SETTINGS[setting](tongue, [(name, country) for name, country, _ in tongue.names])
    reading = _read(_statement(tongue, signed=signed, head=tongue.heads[0]))
    assert [(s.name, s.iso2) for s in reading.signatories] == [(name, code) for name, _, code in tongue.names]


@pytest.mark.parametrize("language", TONGUES)
@pytest.mark.parametrize("setting", PLAIN)
def test_signatories_without_countries_are_read(language: str, setting: str) -> None:
    tongue = TONGUES[language]
    signed = PLAIN[setting](tongue, [(name, "") for name, _, _ in tongue.names])
    reading = _read(_statement(tongue, signed=signed, head=tongue.heads[0]))
    assert [s.name for s in reading.signatories] == [name for name, _, _ in tongue.names]


@pytest.mark.parametrize(
    ("language", "head"), [(language, head) for language, tongue in TONGUES.items() for head in tongue.heads]
)
def test_headings_and_closings_announce_signatories(language: str, head: str) -> None:
    tongue = TONGUES[language]
    signed = SETTINGS["one a line, brackets"](tongue, [(name, country) for name, country, _ in tongue.names])
    reading = _read(_statement(tongue, signed=signed, head=head))
    assert [(s.name, s.iso2) for s in reading.signatories] == [(name, code) for name, _, code in tongue.names]


@pytest.mark.parametrize("language", TONGUES)
@pytest.mark.parametrize("joint", ["\n", "\n\n", "\n- ", "numbers", "lines"])
def test_people_are_read_with_their_offices(language: str, joint: str) -> None:
    tongue = TONGUES[language]
    if joint == "lines":
        blocks = [
            f"{person}\n{office}\n{organisation}\n{country}"
            for person, office, organisation, country in tongue.people
        ]
        signed = "\n\n".join(blocks)
    else:
        entries = [
            f"{person}, {office}, {organisation} ({country})"
            for person, office, organisation, country in tongue.people
        ]
        if joint == "numbers":
            signed = "\n".join(f"{i}. {entry}" for i, entry in enumerate(entries, start=1))
        else:
            signed = joint.lstrip("\n") + joint.join(entries)
    reading = _read(_statement(tongue, signed=signed, head=tongue.heads[0]))
    assert [s.name for s in reading.signatories] == [person for person, *_ in tongue.people]
    assert all(s.iso2 for s in reading.signatories)
    assert [s.organisation for s in reading.signatories] == [
        organisation for _, _, organisation, _ in tongue.people
    ]


MARKS: dict[str, Callable[[list[str]], str]] = {
    "hyphens": lambda deeds: "\n".join(f"- {deed};" for deed in deeds[:-1]) + f"\n- {deeds[-1]}.",
    "stars": lambda deeds: "\n".join(f"* {deed}" for deed in deeds),
    "bullets": lambda deeds: "\n".join(f"• {deed[0].upper()}{deed[1:]}." for deed in deeds),
    "dashes": lambda deeds: "\n".join(f"— {deed};" for deed in deeds[:-1]) + f"\n— {deeds[-1]}.",
    "middle dots": lambda deeds: "\n".join(f"· {deed};" for deed in deeds),
    "numbers": lambda deeds: "\n".join(
        f"{i}. {deed[0].upper()}{deed[1:]}." for i, deed in enumerate(deeds, start=1)
    ),
    "numbers in brackets": lambda deeds: "\n".join(f"({i}) {deed};" for i, deed in enumerate(deeds, start=1)),
    "numbers with a bracket": lambda deeds: "\n".join(
        f"{i}) {deed};" for i, deed in enumerate(deeds, start=1)
    ),
    "letters": lambda deeds: "\n".join(f"{'abcd'[i]}) {deed};" for i, deed in enumerate(deeds)),
    "roman": lambda deeds: "\n".join(
        f"({('i', 'ii', 'iii', 'iv')[i]}) {deed};" for i, deed in enumerate(deeds)
    ),
    "apart": lambda deeds: "\n\n".join(f"- {deed};" for deed in deeds[:-1]) + f"\n\n- {deeds[-1]}.",
    "paragraphs": lambda deeds: "\n\n".join(f"{deed};" for deed in deeds[:-1]) + f"\n\n{deeds[-1]}.",
    "wrapped": lambda deeds: "\n".join(
        textwrap.fill(f"- {deed};", 24, subsequent_indent="  ", break_on_hyphens=False) for deed in deeds
    ),
    "wrapped flush": lambda deeds: "\n".join(
        textwrap.fill(f"- {deed};", 24, break_on_hyphens=False) for deed in deeds
    ),
}


def _same(got: StatementReading, deeds: tuple[str, ...]) -> None:
    assert [demand.text.lower().rstrip(".") for demand in got.demands] == [deed.lower() for deed in deeds]


@pytest.mark.parametrize("language", TONGUES)
@pytest.mark.parametrize("mark", MARKS)
def test_demands_are_read_however_they_are_listed(language: str, mark: str) -> None:
    tongue = TONGUES[language]
    demands = f"{tongue.leads[0]}\n\n{MARKS[mark](list(tongue.deeds))}"
    signed = SETTINGS["one a line, brackets"](tongue, [(name, country) for name, country, _ in tongue.names])
    _same(_read(_statement(tongue, demands=demands, head=tongue.heads[0], signed=signed)), tongue.deeds)


@pytest.mark.parametrize(
    ("language", "lead"), [(language, lead) for language, tongue in TONGUES.items() for lead in tongue.leads]
)
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_leads_open_a_list_of_demands(language: str, lead: str, gap: str) -> None:
    tongue = TONGUES[language]
    _same(
        _read(_statement(tongue, demands=f"{lead}{gap}{MARKS['hyphens'](list(tongue.deeds))}")), tongue.deeds
    )


@pytest.mark.parametrize("language", TONGUES)
def test_demands_in_one_sentence_are_parted(language: str) -> None:
    tongue = TONGUES[language]
    *first, last = tongue.deeds[:3]
    said = (
        tongue.joint.join(first)
        + f" {tongue.conjunction} "
        + tongue.joint.strip(", ")
        + (" " if tongue.joint.strip(", ") else "")
        + last
    )
    reading = _read(_statement(tongue, demands=tongue.once.format(said)))
    got = [demand.text.lower().removeprefix("a ") for demand in reading.demands]
    wanted = [deed.lower() for deed in tongue.deeds[:3]]
    assert len(got) == 3
    assert all(one.endswith(deed) for one, deed in zip(got, wanted, strict=True)), got


@pytest.mark.parametrize("language", TONGUES)
def test_demands_numbered_within_a_paragraph_are_parted(language: str) -> None:
    tongue = TONGUES[language]
    said = " ".join(f"({i}) {deed};" for i, deed in enumerate(tongue.deeds, start=1)).rstrip(";") + "."
    _same(_read(_statement(tongue, demands=f"{tongue.leads[0]} {said}")), tongue.deeds)


@pytest.mark.parametrize("language", TONGUES)
def test_several_addressees_each_have_their_list(language: str) -> None:
    tongue = TONGUES[language]
    demands = "\n\n".join(
        f"{lead}\n\n{MARKS['numbers'](list(deeds))}"
        for lead, deeds in ((tongue.leads[0], tongue.deeds[:2]), (tongue.leads[1], tongue.deeds[2:]))
    )
    _same(_read(_statement(tongue, demands=demands)), tongue.deeds)


@pytest.mark.parametrize("language", TONGUES)
def test_the_language_and_title_are_told(language: str) -> None:
    tongue = TONGUES[language]
    reading = _read(_statement(tongue))
    assert (reading.language, reading.title) == (language, tongue.title)


@pytest.mark.parametrize("language", TONGUES)
def test_a_statement_without_signatories_and_demands_has_none(language: str) -> None:
    reading = _read(_statement(TONGUES[language]))
    assert (reading.signatories, reading.demands) == ((), ())
