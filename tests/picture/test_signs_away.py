"""Signs that fold stand on the canvas, not where nothing can be folded."""

from __future__ import annotations

from pathlib import Path

from journeymap.files.reader import read_file
from journeymap.picture.layout import layout
from journeymap.picture.picture import view_of
from journeymap.picture.signs import fold_sign, without_signs
from tests.picture.fixed import FixedMeasure


def test_what_is_open_has_no_sign_on_paper_and_what_is_folded_keeps_it(examples: Path) -> None:
    # given a picture with a collapsed stage and a folded lane
    m = read_file(examples / "coffee-app.yaml").map
    view = view_of(m)._replace(collapsed=frozenset({"decide"}), folded=frozenset({"pains"}))
    picture = layout(m, view, FixedMeasure())
    assert sum(fold_sign(part) is not None for part in picture.parts) > 2
    # when it is drawn for paper
    bare = without_signs(picture)
    # then those two signs are left, and every part is where it was
    signed = [part for part in bare.parts if fold_sign(part) is not None]
    assert [getattr(part.face, "fold", "") for part in signed] == ["folded", "folded"]
    assert [part.box for part in bare.parts] == [part.box for part in picture.parts]
