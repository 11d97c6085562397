"""All cards by the name under which the inspector's forms ask for them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from journeymap.ui.record_cards.by_persona import ByPersonaCard
from journeymap.ui.record_cards.card import Cards
from journeymap.ui.record_cards.chips import ChipsCard, CountsCard
from journeymap.ui.record_cards.evidence import EvidenceCard
from journeymap.ui.record_cards.measured import MeasuredCard
from journeymap.ui.record_cards.notes import OpportunitiesCard, PainsCard
from journeymap.ui.record_cards.parking import ParkingCard
from journeymap.ui.record_cards.readings import ReadingsCard
from journeymap.ui.record_cards.remarks import RemarksCard
from journeymap.ui.record_cards.ways import BackstageCard, FlowsCard
from journeymap.ui.session import Session

CARDS: Mapping[str, Callable[[Session], Cards]] = {
    "all-readings": ReadingsCard,
    "backstage": BackstageCard,
    "by_persona": ByPersonaCard,
    "chips": ChipsCard,
    "comments": RemarksCard,
    "counts": CountsCard,
    "evidence": EvidenceCard,
    "links": FlowsCard,
    "opportunities": OpportunitiesCard,
    "pains": PainsCard,
    "parking": ParkingCard,
    "readings": MeasuredCard,
}
