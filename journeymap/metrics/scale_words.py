"""Answers in words as scores, where a survey was exported with its labels.

Only whole scales are known, worst first: a question whose answers all belong to one of them is
scored by their places, and what each word was taken for is said with the counts. An answer on two
scales at once does not decide between them; a question that fits none gives no scores.
"""

# ruff: noqa: E501 - one scale, one line of its own

from __future__ import annotations

from collections.abc import Iterable, Mapping

from journeymap.metrics.folding import folded

_FIVE = """
very dissatisfied|dissatisfied|neutral|satisfied|very satisfied
very dissatisfied|dissatisfied|neither satisfied nor dissatisfied|satisfied|very satisfied
very unsatisfied|unsatisfied|neutral|satisfied|very satisfied
very dissatisfied|somewhat dissatisfied|neutral|somewhat satisfied|very satisfied
very dissatisfied|somewhat dissatisfied|neither satisfied nor dissatisfied|somewhat satisfied|very satisfied
extremely dissatisfied|somewhat dissatisfied|neither satisfied nor dissatisfied|somewhat satisfied|extremely satisfied
strongly disagree|disagree|neutral|agree|strongly agree
strongly disagree|disagree|neither agree nor disagree|agree|strongly agree
strongly disagree|somewhat disagree|neither agree nor disagree|somewhat agree|strongly agree
very difficult|difficult|neutral|easy|very easy
very difficult|difficult|neither easy nor difficult|easy|very easy
extremely difficult|somewhat difficult|neither easy nor difficult|somewhat easy|extremely easy
very unlikely|unlikely|neutral|likely|very likely
extremely unlikely|somewhat unlikely|neither likely nor unlikely|somewhat likely|extremely likely
very poor|poor|average|good|very good
very poor|poor|fair|good|very good
very bad|bad|neutral|good|very good
poor|fair|good|very good|excellent
terrible|poor|average|good|excellent
خیلی ناراضی|ناراضی|خنثی|راضی|خیلی راضی
بسیار ناراضی|ناراضی|بی‌طرف|راضی|بسیار راضی
خیلی بد|بد|متوسط|خوب|خیلی خوب
کاملا مخالفم|مخالفم|نظری ندارم|موافقم|کاملا موافقم
کاملا مخالف|مخالف|بی‌نظر|موافق|کاملا موافق
خیلی سخت|سخت|متوسط|آسان|خیلی آسان
خیلی کم|کم|متوسط|زیاد|خیلی زیاد
غير راض جدا|غير راض|محايد|راض|راض جدا
غير راضٍ تمامًا|غير راضٍ|محايد|راضٍ|راضٍ تمامًا
لا أوافق بشدة|لا أوافق|محايد|أوافق|أوافق بشدة
صعب جدا|صعب|محايد|سهل|سهل جدا
سيئ جدا|سيئ|متوسط|جيد|جيد جدا
ضعيف|مقبول|جيد|جيد جدا|ممتاز
hiç memnun değilim|memnun değilim|kararsızım|memnunum|çok memnunum
çok memnuniyetsiz|memnuniyetsiz|nötr|memnun|çok memnun
kesinlikle katılmıyorum|katılmıyorum|kararsızım|katılıyorum|kesinlikle katılıyorum
çok zor|zor|ne kolay ne zor|kolay|çok kolay
çok kötü|kötü|orta|iyi|çok iyi
非常不满意|不满意|一般|满意|非常满意
很不满意|不满意|一般|满意|很满意
非常不同意|不同意|一般|同意|非常同意
非常不同意|不同意|中立|同意|非常同意
非常困难|困难|一般|容易|非常容易
很差|差|一般|好|很好
"""
_SEVEN = """
extremely dissatisfied|moderately dissatisfied|slightly dissatisfied|neither satisfied nor dissatisfied|slightly satisfied|moderately satisfied|extremely satisfied
strongly disagree|disagree|somewhat disagree|neither agree nor disagree|somewhat agree|agree|strongly agree
very difficult|difficult|somewhat difficult|neutral|somewhat easy|easy|very easy
"""
_SCALES: tuple[Mapping[str, int], ...] = tuple(
    {folded(word): place for place, word in enumerate(line.split("|"), start=1)}
    for lines in (_FIVE, _SEVEN)
    for line in lines.strip().splitlines()
)
_KNOWN = frozenset(word for scale in _SCALES for word in scale)
_LONGEST = 64


def scale_of(answers: Iterable[str]) -> dict[str, int]:
    """Return answer -> score where all the answers are words of one scale, else nothing.

    Two different words are the least that tell a scale; where two scales fit, they must agree.
    """
    words: dict[str, str] = {}
    for answer in answers:
        word = folded(answer) if len(answer) <= _LONGEST else ""
        if word not in _KNOWN:
            return {}
        words[answer] = word
    if len(set(words.values())) < 2:
        return {}
    fitting = [scale for scale in _SCALES if all(word in scale for word in words.values())]
    found = [{answer: scale[word] for answer, word in words.items()} for scale in fitting]
    return found[0] if found and all(each == found[0] for each in found) else {}
