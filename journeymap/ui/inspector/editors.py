"""Which editor a field of a form gets, and what it offers while somebody types."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from journeymap.model.text import say
from journeymap.model.vocabulary import LANES
from journeymap.ui.editors.basic import ChoiceEditor, FlagEditor, LineEditor
from journeymap.ui.editors.chips import Chips
from journeymap.ui.editors.colors import ColorEditor
from journeymap.ui.editors.dates import DateLine
from journeymap.ui.editors.ids import IdEditor
from journeymap.ui.editors.images import ImageEditor
from journeymap.ui.editors.lines import (
    DurationLine,
    OfferedLine,
    PeriodLine,
    PlainLine,
    RangeLine,
    RecordLine,
)
from journeymap.ui.editors.links import LinkLine
from journeymap.ui.editors.offers import PLACES, Offer, Offers, records, used
from journeymap.ui.editors.scales import Scale
from journeymap.ui.editors.tables import CODECS, TableEditor
from journeymap.ui.editors.texts import TextEditor
from journeymap.ui.editors.translations import TranslationsEditor
from journeymap.ui.inspector.form_fields import FormField
from journeymap.ui.inspector.form_words import HINTS, OFFERED, words_of
from journeymap.ui.session import Session

FREE = ("used", "language")  # chips of which any word may be made


def editor_of(field: FormField, name: str, session: Session) -> QWidget:
    """Return a new editor for a field that is called `name`."""
    lang, offers = session.lang, offers_of(field, session)
    match field.editor:
        case "line":
            return LineEditor(name, lang, strict=False)
        case "offered":
            return OfferedLine(name, lang, offers)
        case "strict":
            return OfferedLine(name, lang, offers, strict=True)
        case "text":
            return TextEditor(name, lang)
        case "list":
            return TextEditor(name, lang, items=True)
        case "number" | "amount":
            return PlainLine(name, lang)
        case "share":
            return PlainLine(name, lang, percent=True)
        case "range":
            return RangeLine(name, lang)
        case "duration":
            return DurationLine(name, lang)
        case "date":
            return DateLine(name, lang)
        case "period":
            return PeriodLine(name, lang)
        case "flag":
            return FlagEditor(name)
        case "scale" | "stars" | "emotion":
            assert field.words is not None
            faces, stars = field.editor == "emotion", field.editor == "stars"
            return Scale(name, lang, field.words, field.good, faces, stars)
        case "record":
            return RecordLine(name, lang, offers)
        case "chips":
            return _chips(field, name, session, offers)
        case "link":
            return LinkLine(name, lang, "web")
        case "journey":
            return LinkLine(name, lang, "map")
        case "path":
            return LinkLine(name, lang, "file")
        case "image":
            return ImageEditor(name, lang)
        case "color":
            return ColorEditor(name, lang)
        case "id":
            return IdEditor(name, lang)
        case "texts" | "counts" | "lists" | "colors" | "targets":
            return TableEditor(name, lang, CODECS[field.editor], offers)
        case "translations":
            return TranslationsEditor(name, lang)
    return ChoiceEditor(name)


def _chips(field: FormField, name: str, session: Session, offers: Offers) -> Chips:
    made = Chips(name, session.lang, offers, free=field.offers in FREE)
    hint = HINTS.get(field.name)
    if hint:
        made.set_hint(say(hint, session.lang))
    return made


def offers_of(field: FormField, session: Session) -> Offers:
    """Return what a field offers, worked out from the map at the moment somebody asks."""

    def offers() -> Sequence[Offer]:
        index, source = session.index, field.offers
        match source:
            case "":
                return ()
            case "used":
                return used(index, field.name)
            case "place":
                found = [*records(index, PLACES), Offer(index.map.title, "map", "map")]
                if field.editor == "colors":  # a table shows what stands in the file: ids
                    return [Offer(each.value, each.value, each.text) for each in found]
                return found
            case "lane":
                words = words_of("lane")
                return [Offer(say(words[lane], session.lang), lane) for lane in LANES]
            case "language" | "formula" | "profile" | "measure":
                return [Offer(word, word) for word in OFFERED[source]]
        return records(index, (source,))

    return offers
