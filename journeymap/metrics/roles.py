"""What each column of a table is there for, and a first guess at it.

A role is one of `touchpoint`, `metric`, `value`, `n`, `sd`, `hits`, `of`, `period`,
`segment.NAME` and `counts.SCORE`, the names that the columns of a readings file have; a survey's
`question` is one as well. Several columns may be `value`: the table is wide then. The guess is
shown and corrected; it knows the names in the five languages of the interface and the commonest of
a few others, and where a name says nothing, what the column holds may (`contents`).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Literal, NamedTuple

from journeymap.metrics import contents, period_columns
from journeymap.metrics.contents import NOTHING, Known
from journeymap.metrics.folding import folded
from journeymap.metrics.scores import holds_scores
from journeymap.metrics.table import Assumption, Column, Table, Unusable
from journeymap.model.text import M

ROLES = ("touchpoint", "metric", "value", "n", "sd", "hits", "of", "period", "question")
OF_SEVERAL = ("value", "question")  # roles that several columns may have
OPEN_ROLES = ("segment.", "counts.")
SURVEY_TOOLS = frozenset(("qualtrics", "surveymonkey", "typeform", "google-forms"))

_NAMES: Mapping[str, str] = {
    "touchpoint": """
        touchpoint|touch point|touchpoint id|at|step|page|page path|page path and screen class|
        page title and screen class|page title and screen name|landing page|screen|moment|
        event name|نقطه تماس|نقطهٔ تماس|مرحله|گام|صفحه|نقطة الاتصال|نقطة التماس|الخطوة|الصفحة|
        temas noktası|adım|sayfa|触点|接触点|步骤|页面|kontaktpunkt|schritt|seite|étape|
        point de contact|punto de contacto|paso|punto di contatto|ponto de contato|шаг""",
    "metric": """
        metric|kpi|measure|indicator|metric id|سنجه|شاخص|معیار|مؤشر|المؤشر|المقياس|مقياس|
        metrik|gösterge|ölçüt|指标|度量|kennzahl|indicateur|indicador|métrica|
        indicatore|metrica|показатель""",
    "value": """
        value|score|result|mean|average|rating|amount|مقدار|امتیاز|نمره|میانگین|القيمة|قيمة|
        النتيجة|المتوسط|değer|puan|sonuç|ortalama|值|数值|得分|分数|平均|wert|mittelwert|valeur|
        moyenne|valor|puntuación|valore|punteggio|значение""",
    "n": """
        n|responses|respondents|answers|count|sample|sample size|base|number of responses|
        تعداد|تعداد پاسخ|پاسخ‌ها|العدد|عدد الردود|الردود|yanıt sayısı|yanıt|adet|örneklem|
        人数|样本量|回答数|样本|antworten|anzahl|réponses|respuestas|respostas|risposte|
        ответов""",
    "sd": "sd|std|stdev|standard deviation|انحراف معیار|الانحراف المعياري|standart sapma|标准差",
    "hits": "hits|successes|conversions|completed|numerator|موفق|النجاحات|başarılı|成功数",
    "of": "of|out of|total|visitors|visits|denominator|sessions|کل|از|الإجمالي|toplam|总数",
    "period": """
        period|date|month|quarter|week|year|day|when|time|timestamp|submitted at|
        submit date (utc)|recordeddate|recorded date|enddate|end date|startdate|start date|
        دوره|تاریخ|ماه|فصل|هفته|سال|زمان|مهر زمان|برچسب زمان|الفترة|التاريخ|الشهر|الربع|
        الأسبوع|السنة|طابع زمني|dönem|tarih|ay|çeyrek|hafta|yıl|zaman damgası|
        期间|日期|月份|月|季度|周|年|时间|时间戳|时间戳记|datum|monat|zeitraum|mois|
        période|fecha|mes|período|mês|mese|periodo|дата|месяц|период""",
}
_BY_NAME = {
    folded(name.strip()): role for role, names in _NAMES.items() for name in names.split("|")
}
_SEGMENTS = frozenset(
    map(
        folded,
        """segment|device|platform|country|region|city|channel|gender|language|persona|plan|
        customer type|os|browser|دستگاه|کشور|منطقه|شهر|کانال|جنسیت|زبان|الجهاز|البلد|المنطقة|
        المدينة|القناة|cihaz|ülke|bölge|şehir|kanal|cinsiyet|设备|国家|地区|城市|渠道|性别""".split(
            "|"
        ),
    )
)
# Numbers in survey exports that nobody answered.
_NO_QUESTION = frozenset(
    map(
        folded,
        """status|progress|finished|duration (in seconds)|respondent id|collector id|id|#|
        locationlatitude|locationlongitude|network id|tags|startdate|enddate|recordeddate|age|
        سن|شناسه|العمر|yaş|年龄|编号""".split("|"),
    )
)
# Names of a value that beside the column of one period only say what all of them give.
_TOTALS = frozenset(
    map(folded, "mean|average|میانگین|المتوسط|ortalama|平均|mittelwert|moyenne".split("|"))
)
_RECORDED = ("recordeddate", "recorded date", "submit date (utc)", "enddate", "end date")


def check(roles: Mapping[str, str], table: Table) -> dict[str, str]:
    """Return the roles that are given, without blank ones; raises Unusable for what is none.

    The rule for columns that are named after periods is applied (see `period_columns`).
    """
    every = period_columns.spread(roles, table.columns)
    given = {column: role.strip() for column, role in every.items() if role.strip()}
    for column, role in given.items():
        if column not in table.columns:
            raise Unusable(M("there is no column “{name}” in this table", name=column))
        if role not in ROLES and not (role.startswith(OPEN_ROLES) and role.partition(".")[2]):
            raise Unusable(
                M(
                    "{role} is nothing that a column can be; use one of {roles}",
                    role=role,
                    roles=(*ROLES, "segment.NAME", "counts.SCORE"),
                )
            )
    for role in ROLES:
        twice = [column for column, its in given.items() if its == role]
        if len(twice) > 1 and role not in OF_SEVERAL:
            raise Unusable(
                M("both {one} and {other} are the {role}", one=twice[0], other=twice[1], role=role)
            )
    return given


def shape(table: Table) -> Literal["table", "survey"]:
    """Return whether the rows look like readings or like the answers of people."""
    if table.assumed.tool in SURVEY_TOOLS:
        return "survey"
    if table.assumed.tool in ("ga4", "theydo"):
        return "table"
    roles = set(_by_name(table).values())
    if "metric" in roles or "n" in roles or {"hits", "of"} <= roles:
        return "table"
    if any(role.startswith("counts.") for role in roles):
        return "table"
    if _is_wide(table, roles):
        return "table"
    dated = any(column.kind == "date" for column in table.looks)
    asked = questions(table)
    # of few rows only the words tell; single people must not be taken for values of many
    worded = any(map(_is_asked, asked))
    # without a date a question tells, but not where each row is of a touchpoint of its own
    likely = dated or (worded and "touchpoint" not in roles)
    enough = len(table.rows) > 5 or worded
    return "survey" if asked and likely and enough else "table"


def _is_asked(name: str) -> bool:
    return name.rstrip().endswith(("?", "؟", "？")) or len(name.split()) > 3


def is_count(name: str) -> bool:
    """Return whether the name of a column says that it holds whole numbers."""
    return name.startswith("counts.") or _BY_NAME.get(folded(name)) in ("n", "hits", "of")


class Guess(NamedTuple):
    """Column -> role as far as names and contents tell, and what was supposed to find it.

    Columns of which nothing is known are left out.
    """

    columns: dict[str, str]
    said: tuple[Assumption, ...] = ()


def guess(
    table: Table, kind: Literal["table", "survey"] | None = None, known: Known = NOTHING
) -> Guess:
    """Return what the columns of a table may be; `known` are the names of the map."""
    kind = kind or shape(table)
    roles = _by_name(table)
    if kind == "survey":
        asked = dict.fromkeys(questions(table), "question")
        kept = {
            column: role
            for column, role in roles.items()
            if role in ("touchpoint", "period") or role.startswith("segment.")
        }
        missing = {"touchpoint", "period"} - set(kept.values())
        said = contents.told(table, {**kept, **asked}, missing, known)
        found = {each.column: each.value for each in said}
        every = {**kept, **asked, **found}
        return Guess(_in_order(table, every), (*said, *contents.counted_days(table, every)))
    open_roles = {"touchpoint", "metric", "period"} - set(roles.values())
    if table.assumed.tool == "theydo":
        open_roles -= {"touchpoint"}
    if table.assumed.period or _is_wide(table, roles.values()):
        open_roles -= {"period"}
    said = contents.told(table, roles, open_roles, known)
    roles.update({each.column: each.value for each in said})
    wide = _values_by_period(table, roles)
    if wide:  # what stands beside them is their total, or of something else
        roles = {column: role for column, role in roles.items() if role != "value"} | wide
    else:
        roles.update(_values(table, roles))
    if "touchpoint" in open_roles - set(roles.values()):
        first = contents.first_words(table, roles)
        if first:
            roles[first.column] = "touchpoint"
            said.append(first)
    return Guess(_in_order(table, roles), (*said, *contents.counted_days(table, roles)))


def _values(table: Table, roles: Mapping[str, str]) -> dict[str, str]:
    """Return the columns of numbers that may be values, where no name says which ones are.

    Beside a column that names the metric of each row only one column can hold its value.
    """
    known = set(roles.values())
    counted = {"hits", "of"} <= known or any(role.startswith("counts.") for role in known)
    if counted or {"metric", "value"} <= known:
        return {}
    found = [each.name for each in table.looks if each.kind == "number" and each.name not in roles]
    return dict.fromkeys(found[:1] if "metric" in known else found, "value")


def _values_by_period(table: Table, roles: Mapping[str, str]) -> dict[str, str]:
    """Return the columns that are named after periods, where they hold the values."""
    known = set(roles.values())
    if "period" in known or {"hits", "of"} <= known or any("counts." in role for role in known):
        return {}
    found = [
        each.name
        for each in table.looks
        if each.kind != "empty" and each.name not in roles and _period_named(each.name)
    ]
    others = [name for name, role in roles.items() if role == "value"]
    alone = len(found) == 1 and any(folded(name) not in _TOTALS for name in others)
    return {} if alone else dict.fromkeys(found, "value")


def together(guessed: Mapping[str, str], said: Mapping[str, str]) -> dict[str, str]:
    """Return the roles that a person said, with the guessed ones that go with them.

    Where a column is said to be what only one can be, no other is taken for it.
    """
    alone = set(said.values()) - {"", *OF_SEVERAL}
    return {**{column: role for column, role in guessed.items() if role not in alone}, **said}


def questions(table: Table) -> tuple[str, ...]:
    """Return the columns that hold scores from 0 to 10, or words of a scale, as ratings give."""
    known = _by_name(table)
    return tuple(
        column.name
        for place, column in enumerate(table.looks)
        if column.kind in ("number", "text")
        and not column.percent
        and not column.currency
        and known.get(column.name) in (None, "value")
        and folded(column.name) not in _NO_QUESTION
        and holds_scores(table, place)
    )


def _by_name(table: Table) -> dict[str, str]:
    roles: dict[str, str] = {}
    taken: set[str] = set()
    for column in _recorded_first(table.looks):
        name = folded(column.name)
        role = _BY_NAME.get(name, "")
        if column.name.startswith(OPEN_ROLES):
            role = column.name
        elif not role and name in _SEGMENTS:
            role = f"segment.{name.replace(' ', '_')}"
        if role and role not in taken and column.kind != "empty":
            roles[column.name] = role
            taken.add(role)
    if not {"hits", "of"} <= taken:  # one says nothing without the other
        roles = {name: role for name, role in roles.items() if role not in ("hits", "of")}
    return roles


def _recorded_first(columns: tuple[Column, ...]) -> list[Column]:
    """Return the columns with the best date of an answer before the others: when it was given."""
    rank = {name: place for place, name in enumerate(_RECORDED)}
    return sorted(columns, key=lambda column: rank.get(folded(column.name), len(rank)))


def _is_wide(table: Table, roles: Collection[str]) -> bool:
    """Return whether columns are named after periods; of a single one the others have to tell."""
    named = sum(map(_period_named, table.columns))
    return named > 1 or (named == 1 and "touchpoint" in roles and "period" not in roles)


def _period_named(name: str) -> bool:
    return period_columns.period_of(name) is not None


def _in_order(table: Table, roles: Mapping[str, str]) -> dict[str, str]:
    return {column: roles[column] for column in table.columns if column in roles}
