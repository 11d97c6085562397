"""The names of months and quarters, of both calendars, in the languages of exports.

English, Persian, Arabic (of Egypt and of the Levant), Turkish and Chinese, and of months those of
German, French, Spanish, Portuguese, Italian, Dutch and Russian; Jalali months also in Latin
letters. Looked up without case, accents and Arabic/Persian doubles.
"""

# ruff: noqa: E501 - one month, one line of its own

from __future__ import annotations

from typing import NamedTuple

from journeymap.metrics.folding import folded

_GREGORIAN = """
january jan ژانویه يناير كانون_الثاني ocak oca 一月 januar jänner janvier janv enero ene janeiro gennaio gen januari январь января
february feb فوریه فبراير شباط şubat şub 二月 februar février févr febrero fevereiro fev febbraio februari февраль февраля
march mar مارس آذار mart 三月 märz mrz mars marzo março maart март марта
april apr آوریل أبريل إبريل نيسان nisan nis 四月 avril avr abril abr aprile апрель апреля
may مه می مايو أيار mayıs 五月 mai mayo maio maggio mag mei май мая
june jun ژوئن يونيو يونيه حزيران haziran haz 六月 juni juin junio junho giugno giu июнь июня
july jul ژوئیه جولای يوليو يوليه تموز temmuz tem 七月 juli juillet juil julio julho luglio lug июль июля
august aug اوت آگوست أغسطس آب ağustos ağu 八月 août agosto ago augustus август августа
september sep sept سپتامبر سبتمبر أيلول eylül eyl 九月 septembre septiembre setembro settembre set сентябрь сентября
october oct اکتبر أكتوبر تشرين_الأول ekim eki 十月 oktober okt octobre octubre outubro out ottobre ott октябрь октября
november nov نوامبر نوفمبر تشرين_الثاني kasım kas 十一月 novembre noviembre novembro ноябрь ноября
december dec دسامبر ديسمبر كانون_الأول aralık ara 十二月 dezember dez décembre déc diciembre dic dezembro dicembre декабрь декабря
"""
_JALALI = """
فروردین farvardin
اردیبهشت ordibehesht
خرداد khordad
تیر tir
مرداد امرداد mordad
شهریور shahrivar
مهر mehr
آبان aban
آذر azar
دی dey
بهمن bahman
اسفند esfand
"""


class Month(NamedTuple):
    """The number of a month in its calendar, from 1."""

    number: int
    jalali: bool


def _named(lines: str, jalali: bool) -> dict[str, Month]:
    return {
        folded(name.replace("_", " ")): Month(number, jalali)
        for number, names in enumerate(lines.strip().splitlines(), start=1)
        for name in names.split()
    }


MONTHS = {**_named(_GREGORIAN, jalali=False), **_named(_JALALI, jalali=True)}
TWO_WORDS = tuple(name for name in MONTHS if " " in name)
_QUARTERS = """
first quarter|1. çeyrek|birinci çeyrek|الربع الأول|سه ماهه اول|سه‌ماههٔ اول|فصل اول|بهار
second quarter|2. çeyrek|ikinci çeyrek|الربع الثاني|سه ماهه دوم|سه‌ماههٔ دوم|فصل دوم|تابستان
third quarter|3. çeyrek|üçüncü çeyrek|الربع الثالث|سه ماهه سوم|سه‌ماههٔ سوم|فصل سوم|پاییز
fourth quarter|4. çeyrek|dördüncü çeyrek|الربع الرابع|سه ماهه چهارم|سه‌ماههٔ چهارم|فصل چهارم|زمستان
"""
QUARTERS = {
    folded(name): number
    for number, names in enumerate(_QUARTERS.strip().splitlines(), start=1)
    for name in names.split("|")
}
# Seasons begin with the quarters of the Jalali year only.
SEASONS = frozenset(map(folded, ("بهار", "تابستان", "پاییز", "زمستان")))
