"""The links of a plan's cards both ways, looked up once: what follows from a card, and what it follows from."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from analysis.logic_model.plan import CHAIN, Card, Plan

CardT = TypeVar("CardT", bound=Card)
_COLUMNS = {kind: place for place, kind in enumerate(CHAIN)}


@dataclass(frozen=True, slots=True)
class Links:
    """`after`, `before`: id of a card → the cards linked right to it, in the plan's order. A link to a card that is not
    there is left out."""

    after: Mapping[str, tuple[Card, ...]]
    before: Mapping[str, tuple[Card, ...]]

    def all_after(self, card_id: str, kind: type[CardT]) -> tuple[CardT, ...]:
        """The cards of a kind that follow from a card over any number of links, in the order of the chain."""
        return _reached(self.after, card_id, kind)

    def all_before(self, card_id: str, kind: type[CardT]) -> tuple[CardT, ...]:
        """The cards of a kind that a card follows from over any number of links."""
        return _reached(self.before, card_id, kind)


def links_of(plan: Plan) -> Links:
    """The links of a plan."""
    cards = {each.id: each for each in plan.cards}
    after: dict[str, list[Card]] = {}
    before: dict[str, list[Card]] = {}
    for card in cards.values():
        for link in dict.fromkeys(card.links):
            if link in cards and link != card.id:
                after.setdefault(link, []).append(card)
                before.setdefault(card.id, []).append(cards[link])
    return Links({key: tuple(each) for key, each in after.items()}, {key: tuple(each) for key, each in before.items()})


def _reached(links: Mapping[str, tuple[Card, ...]], card_id: str, kind: type[CardT]) -> tuple[CardT, ...]:
    found: dict[str, Card] = {}
    waiting = [card_id]
    while waiting:
        for card in links.get(waiting.pop(), ()):
            if card.id not in found and card.id != card_id:
                found[card.id] = card
                waiting.append(card.id)
    ordered = sorted(found.values(), key=lambda each: _COLUMNS[each.kind])
    return tuple(each for each in ordered if isinstance(each, kind))
