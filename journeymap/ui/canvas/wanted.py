"""What the gestures and keys of a surface ask for, and the view that is made of it adds."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtWidgets import QWidget

from journeymap.model.index import Key
from journeymap.model.text import Message
from journeymap.picture.picture import Part
from journeymap.ui.canvas.prompt import Prompt


class Wanted(Prompt):
    """A prompt scenery that somebody works on."""

    @property
    def editing(self) -> Key:
        """What is being renamed, empty when nothing is."""
        return ""

    def followed(self) -> None:
        """Bring along what stands over the map, such as the name editor."""

    def make_way(self) -> None:
        """Let what stands over the map leave the places that are worked on."""

    def worked_on(self) -> list[QRectF]:
        """Return the places of the viewport that nothing may cover."""
        return []

    def overlays(self) -> tuple[QWidget, ...]:
        """Return the widgets that stand over the map now."""
        return ()

    def current(self) -> Key | None:
        """Return the card that the keys go from."""
        raise NotImplementedError

    def clicked_sign(self, at: QPoint, modifiers: Qt.KeyboardModifier) -> bool:
        """Do what a click on a badge or a sign does; return whether there is one."""
        raise NotImplementedError

    def click(self, part: Part | None, modifiers: Qt.KeyboardModifier) -> None:
        """Select as a click on a part does."""
        raise NotImplementedError

    def cancel_gesture(self) -> None:
        """Put back what a gesture has shown."""
        raise NotImplementedError

    def say_beside(self, at: QPoint, message: Message | None, warns: bool = True) -> None:
        """Show a reason beside the pointer, or what would be done; None takes it away."""
        raise NotImplementedError

    def connect_from(self, key: Key) -> bool:
        """Let a card be chosen that a flow from this one leads to; return whether it can be."""
        raise NotImplementedError

    def choosing(self, part: Part | None) -> bool:
        """Take a click on a part where a card is being chosen; return whether one is."""
        raise NotImplementedError

    def would_choose(self, part: Part | None) -> bool:
        """Light the part under the pointer where a card is being chosen; return whether one is."""
        raise NotImplementedError

    def name_new(self, key: Key, made_by: str, goes_on: bool = False) -> bool:
        """Let the name of a new record be typed where it stands; return whether it can be."""
        raise NotImplementedError
