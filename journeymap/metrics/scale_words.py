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
sehr unzufrieden|unzufrieden/eher unzufrieden|neutral/teils, teils/teils teils/teils-teils/teils/weder noch/weder zufrieden noch unzufrieden|zufrieden/eher zufrieden|sehr zufrieden
stimme überhaupt nicht zu/stimme gar nicht zu/stimme nicht zu/trifft überhaupt nicht zu/trifft gar nicht zu/trifft nicht zu|stimme eher nicht zu/trifft eher nicht zu|neutral/teils, teils/teils teils/teils-teils/weder noch|stimme eher zu/trifft eher zu|stimme voll zu/stimme voll und ganz zu/stimme zu/trifft voll zu/trifft voll und ganz zu/trifft zu
stimme überhaupt nicht zu/stimme gar nicht zu/stimme voll und ganz nicht zu|stimme nicht zu|neutral/teils, teils/weder noch|stimme zu|stimme voll zu/stimme voll und ganz zu/stimme völlig zu
sehr schlecht|schlecht/eher schlecht|mittel/mittelmäßig/neutral/teils, teils/durchschnittlich|gut/eher gut|sehr gut
sehr schwierig/sehr schwer|schwierig/schwer/eher schwierig/eher schwer|neutral/mittel/teils, teils/weder noch|einfach/leicht/eher einfach/eher leicht|sehr einfach/sehr leicht
sehr unwahrscheinlich|unwahrscheinlich/eher unwahrscheinlich|neutral/teils, teils/weder noch|wahrscheinlich/eher wahrscheinlich|sehr wahrscheinlich
très insatisfait/très insatisfaite/très insatisfait(e)/pas du tout satisfait/pas du tout satisfait(e)|insatisfait/insatisfaite/insatisfait(e)/plutôt insatisfait/plutôt insatisfait(e)/peu satisfait/peu satisfait(e)|neutre/ni satisfait ni insatisfait/ni satisfait(e) ni insatisfait(e)|satisfait/satisfaite/satisfait(e)/plutôt satisfait/plutôt satisfait(e)|très satisfait/très satisfaite/très satisfait(e)/tout à fait satisfait
pas du tout d'accord|pas d'accord/plutôt pas d'accord|neutre/ni d'accord ni pas d'accord/sans opinion|d'accord/plutôt d'accord|tout à fait d'accord
très mauvais|mauvais/plutôt mauvais|moyen/neutre|bon/bien/plutôt bon|très bon/très bien
très difficile|difficile/plutôt difficile|neutre/ni facile ni difficile|facile/plutôt facile|très facile
muy insatisfecho/muy insatisfecha|insatisfecho/insatisfecha/algo insatisfecho/poco satisfecho|neutral/neutro/ni satisfecho ni insatisfecho|satisfecho/satisfecha/algo satisfecho|muy satisfecho/muy satisfecha
totalmente en desacuerdo/muy en desacuerdo|en desacuerdo/algo en desacuerdo|neutral/ni de acuerdo ni en desacuerdo|de acuerdo/algo de acuerdo|totalmente de acuerdo/muy de acuerdo
muy malo/muy mal/muy mala|malo/mal/mala|regular/normal/neutral|bueno/bien/buena|muy bueno/muy bien/muy buena
muy difícil|difícil/algo difícil|neutral/normal/ni fácil ni difícil|fácil/algo fácil|muy fácil
muito insatisfeito/muito insatisfeita|insatisfeito/insatisfeita/pouco satisfeito|neutro/indiferente/nem satisfeito nem insatisfeito|satisfeito/satisfeita|muito satisfeito/muito satisfeita
discordo totalmente|discordo/discordo parcialmente|neutro/indiferente/não concordo nem discordo/nem concordo nem discordo|concordo/concordo parcialmente|concordo totalmente
muito ruim/muito mau/péssimo|ruim/mau|regular/médio/razoável|bom|muito bom/ótimo
muito difícil|difícil|neutro/nem fácil nem difícil|fácil|muito fácil
molto insoddisfatto/molto insoddisfatta/per niente soddisfatto|insoddisfatto/insoddisfatta/poco soddisfatto|neutrale/neutro/né soddisfatto né insoddisfatto|soddisfatto/soddisfatta/abbastanza soddisfatto|molto soddisfatto/molto soddisfatta
completamente in disaccordo/fortemente in disaccordo/per niente d'accordo|in disaccordo/poco d'accordo|neutrale/neutro/né d'accordo né in disaccordo|d'accordo/abbastanza d'accordo|completamente d'accordo/molto d'accordo/fortemente d'accordo
pessimo/molto scarso/molto male|scarso/male|discreto/sufficiente/così così|buono/bene|ottimo/molto buono/molto bene
molto difficile|difficile|neutrale/neutro/né facile né difficile|facile|molto facile
очень недоволен/очень недовольна/совершенно не удовлетворен/полностью не удовлетворен|недоволен/недовольна/не удовлетворен/скорее недоволен/скорее не удовлетворен|нейтрально/затрудняюсь ответить/ни доволен, ни недоволен|доволен/довольна/удовлетворен/скорее доволен/скорее удовлетворен|очень доволен/очень довольна/полностью удовлетворен
полностью не согласен/категорически не согласен/совершенно не согласен|не согласен/скорее не согласен|нейтрально/затрудняюсь ответить|согласен/скорее согласен|полностью согласен/совершенно согласен
очень плохо|плохо|нормально/средне/удовлетворительно|хорошо|очень хорошо/отлично
очень сложно/очень трудно|сложно/трудно|нейтрально/нормально/средне|легко/просто|очень легко/очень просто
خیلی ناراضی/بسیار ناراضی/کاملا ناراضی|ناراضی/تا حدی ناراضی/نسبتا ناراضی|خنثی/متوسط/معمولی/بی‌طرف/نظری ندارم/بی‌نظر/نه راضی نه ناراضی|راضی/تا حدی راضی/نسبتا راضی|خیلی راضی/بسیار راضی/کاملا راضی
خیلی ناراضی هستم/خیلی ناراضی‌ام/کاملا ناراضی هستم/کاملا ناراضی‌ام|ناراضی هستم/ناراضی‌ام/ناراضیم|نظری ندارم/خنثی/متوسط|راضی هستم/راضی‌ام/راضیم|خیلی راضی هستم/خیلی راضی‌ام/کاملا راضی هستم/کاملا راضی‌ام
غير راض تماما/غير راض على الإطلاق/غير راض إطلاقا/مستاء جدا/غير راضي جدا|غير راض/مستاء/غير راضي|محايد|راض/راضي|راض تماما/راضي جدا/راضي تماما
"""
_SEVEN = """
extremely dissatisfied|moderately dissatisfied|slightly dissatisfied|neither satisfied nor dissatisfied|slightly satisfied|moderately satisfied|extremely satisfied
strongly disagree|disagree|somewhat disagree|neither agree nor disagree|somewhat agree|agree|strongly agree
very difficult|difficult|somewhat difficult|neutral|somewhat easy|easy|very easy
"""


def _plain(word: str) -> str:
    """Return a word without what differs between `teils, teils` and `teils/teils`."""
    return folded(word.replace("/", " ").replace(",", " "))


_SCALES: tuple[Mapping[str, int], ...] = tuple(
    {
        _plain(word): place
        for place, words in enumerate(line.split("|"), start=1)
        for word in words.split("/")  # any of them, where people say one thing in several ways
    }
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
        word = _plain(answer) if len(answer) <= _LONGEST else ""
        if word not in _KNOWN:
            return {}
        words[answer] = word
    if len(set(words.values())) < 2:
        return {}
    met = set(words.values())
    fitting = [
        scale
        for scale in _SCALES
        if met <= scale.keys() and len({scale[word] for word in met}) == len(met)
    ]
    found = [{answer: scale[word] for answer, word in words.items()} for scale in fitting]
    return found[0] if found and all(each == found[0] for each in found) else {}
