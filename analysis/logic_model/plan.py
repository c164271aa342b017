"""A plan as its people write it: cards of the chain from problem to impact, linked; projects that carry the activities;
what was done since. Its parts have ids that never change, so that versions, files and follow-up can name them.

All of it is the user's: a number here is typed, or was copied from the figures when the problem was picked.
"""

from collections.abc import Iterable, Mapping
from dataclasses import MISSING, asdict, dataclass, fields
from datetime import date
from typing import Any, ClassVar, Final, TypeVar

from catalogue.activities import LASTING, QUICK_WIN

CHAIN: Final[Mapping[str, str]] = {
    "problem": "ปัญหา",
    "cause": "สาเหตุ",
    "input": "ปัจจัยนำเข้า",
    "activity": "กิจกรรม",
    "output": "ผลผลิต",
    "outcome": "ผลลัพธ์",
    "impact": "ผลกระทบ",
}
"""Kind of a card → its column on the board, from left to right."""

KIND_NAMES: Final[Mapping[str, str]] = {QUICK_WIN: "Quick win (ไม่เกิน 5 เดือน)", LASTING: "ต่อเนื่อง"}
ORIGINS: Final[Mapping[str, str]] = {
    "priorities": "ลำดับความสำคัญ",
    "radar_diagram": "แผนภูมิเรดาร์",
    "radar_analysis": "การวิเคราะห์เรดาร์",
    "comparative": "การเปรียบเทียบพื้นที่",
    "outliers": "ค่าที่ต่างจากที่อื่น",
    "workshop": "เวทีประชาคม",
    "own": "เขียนเอง",
}
"""Where a problem was picked → its Thai name."""
NO_SOURCE: Final = "ยังไม่ระบุแหล่งเงิน"
SWOT: Final[Mapping[str, str]] = {
    "strength": "จุดแข็ง",
    "weakness": "จุดอ่อน",
    "opportunity": "โอกาส",
    "threat": "อุปสรรค",
    "capital": "ทุนชุมชน",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One card of the board. `links`: ids of the cards before it in the chain that it follows from; `turned`: what it
    reads as on the other of its two trees (`trees`), "" for what the rule makes of its text."""

    kind: ClassVar[str] = ""
    id: str
    text: str
    links: tuple[str, ...] = ()
    turned: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem(Card):
    """What fails. `indicator_code` is None for one written by hand; then the baseline is what was typed.

    `baseline_pct`, `target_pct`: percent *with* the problem (an index of 0–100 in sets of scores), at the survey of
    `year_be` and to be reached; `failed`, `assessed`: counts in `unit`, missing where nothing is counted;
    `target_source`: set, file, suggested or own; `origin`: where it was picked (of ORIGINS); `is_case`: so few that
    they are followed as cases, without a project; `note`: words beside the numbers: whose target it is, or what was
    typed where no number could be read.
    """

    kind: ClassVar[str] = "problem"
    set_id: str | None = None
    indicator_code: str | None = None
    year_be: int | None = None
    baseline_pct: float | None = None
    failed: float | None = None
    assessed: float | None = None
    unit: str = ""
    to_reach: float | None = None
    target_pct: float | None = None
    target_source: str = ""
    origin: str = "own"
    is_case: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause(Card):
    """Why the problem is there."""

    kind: ClassVar[str] = "cause"


@dataclass(frozen=True, slots=True, kw_only=True)
class Input(Card):
    """What is put in: people, money, data, places."""

    kind: ClassVar[str] = "input"


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity(Card):
    """What is done. `library_id`: of the activity library, "" for one of the user's own; `owner`: an office or a post;
    `pace`: quick_win, lasting or ""; `people`: how many it is to reach, in `unit`."""

    kind: ClassVar[str] = "activity"
    project_id: str = ""
    library_id: str = ""
    owner: str = ""
    pace: str = ""
    start: date | None = None
    end: date | None = None
    people: float | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Output(Card):
    """What comes out of an activity at once: `quantity` of `unit`."""

    kind: ClassVar[str] = "output"
    quantity: float | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome(Card):
    """What gets better, measured by an indicator (a code of `set_id`, or words where no indicator of a set says it)."""

    kind: ClassVar[str] = "outcome"
    set_id: str | None = None
    indicator_code: str | None = None
    measured_by: str = ""
    target_pct: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Impact(Card):
    """What it is all for, in years to come."""

    kind: ClassVar[str] = "impact"


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """Baht from one source (NO_SOURCE: a list did not say it) in one fiscal year (พ.ศ.; ต.ค.–ก.ย.)."""

    source: str
    year_be: int
    baht: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """What is proposed, paid and followed up; its activities name it.

    `areas`: codes of where it works, () for the area of the plan; `owner`: an office or a post; `people`: how many
    `unit` it is to reach; `strategy_ids`: of the office's list; `sdgs`: 1–17; `networks`: of NETWORKS; `needs_budget`:
    False for one that is said to need none; `same_people_as`: ids of projects that are meant for the very same
    households; `answers`: what was typed for the points of the self-assessment that no other field holds."""

    kind: ClassVar[str] = "project"
    id: str
    name: str
    rationale: str = ""
    objective: str = ""
    target_group: str = ""
    method: str = ""
    evaluation: str = ""
    expected: str = ""
    pace: str = ""
    areas: tuple[str, ...] = ()
    owner: str = ""
    agencies: tuple[str, ...] = ()
    networks: tuple[str, ...] = ()
    people: float | None = None
    unit: str = ""
    start: date | None = None
    end: date | None = None
    needs_budget: bool = True
    budgets: tuple[Budget, ...] = ()
    strategy_ids: tuple[str, ...] = ()
    sdgs: tuple[int, ...] = ()
    same_people_as: tuple[str, ...] = ()
    answers: tuple[tuple[str, str], ...] = ()

    @property
    def baht(self) -> float:
        """All its money, of all sources and years."""
        return sum(each.baht for each in self.budgets)

    @property
    def has_money(self) -> bool:
        """Whether its money is known: some is written, or it is said to need none."""
        return bool(self.budgets) or not self.needs_budget


@dataclass(frozen=True, slots=True, kw_only=True)
class Risk:
    """What may go wrong with a problem's chain, or what is taken for granted (`is_assumption`), and what is done."""

    kind: ClassVar[str] = "risk"
    id: str
    text: str
    problem_id: str = ""
    measure: str = ""
    is_assumption: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Potential:
    """One line of the potential of the area; `side`: a key of SWOT. `indicator_code`: where it was drafted from one."""

    kind: ClassVar[str] = "potential"
    id: str
    side: str
    text: str
    indicator_code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """How an activity, or a whole project (activity_id ""), stood at the end of a period.

    `period`: a month of the calendar "2569-01" (January 2569) or a quarter of the fiscal year "2569-Q2" (พ.ศ. of the
    fiscal year); money in baht of that period; `done`: of its output's quantity so far, in the output's unit."""

    kind: ClassVar[str] = "follow_up"
    id: str
    project_id: str
    period: str
    activity_id: str = ""
    planned_baht: float | None = None
    approved_baht: float | None = None
    contracted_baht: float | None = None
    paid_baht: float | None = None
    done: float | None = None
    is_finished: bool = False
    obstacles: str = ""
    note: str = ""


Part = (
    Problem | Cause | Input | Activity | Output | Outcome | Impact | Project | Risk | Potential | FollowUp
)  # fmt: skip
PARTS: Final[Mapping[str, type[Part]]] = {
    each.kind: each
    for each in (
        Problem, Cause, Input, Activity, Output, Outcome, Impact, Project, Risk, Potential, FollowUp,
    )
}  # fmt: skip


PartT = TypeVar("PartT", bound=Part)
CardT = TypeVar("CardT", bound=Card)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A plan of an area. `set_id`, `year_be`: the survey it starts from; `fiscal_year_be`: the first year it is for.
    `parts`: everything in it, in the order of the screen; ids are unique among all of them."""

    area_code: str
    set_id: str
    year_be: int
    fiscal_year_be: int
    title: str = ""
    parts: tuple[Part, ...] = ()

    def of(self, kind: type[PartT]) -> tuple[PartT, ...]:
        """The parts of a kind, in order."""
        return tuple(each for each in self.parts if isinstance(each, kind))

    def part(self, part_id: str) -> Part | None:
        """The part of this id; None where there is none."""
        return next((each for each in self.parts if each.id == part_id), None)

    @property
    def cards(self) -> tuple[Card, ...]:
        """The cards of the board, in order."""
        return tuple(each for each in self.parts if isinstance(each, Card))

    def chain_of(self, problem_id: str) -> tuple[Card, ...]:
        """The cards that hang on a problem, itself first, in the order of the chain's columns."""
        own = [each for each in self.cards if each.id == problem_id]
        return (*own, *links_of(self).all_after(problem_id, Card))

    def activities_of(self, project_id: str) -> tuple[Activity, ...]:
        """The activities that a project carries."""
        return tuple(each for each in self.of(Activity) if each.project_id == project_id)


@dataclass(frozen=True, slots=True)
class Links:
    """`after`, `before`: id of a card → the cards linked right to it, in the plan's order. A link to a card that is not
    there is left out. `places`: id of a card → its place in the plan."""

    after: Mapping[str, tuple[Card, ...]]
    before: Mapping[str, tuple[Card, ...]]
    places: Mapping[str, int]

    def all_after(self, card_id: str, kind: type[CardT]) -> tuple[CardT, ...]:
        """The cards of a kind that follow from a card over any number of links, in the order of the chain and, within
        a column of it, of the plan."""
        return self._reached(self.after, card_id, kind)

    def all_before(self, card_id: str, kind: type[CardT]) -> tuple[CardT, ...]:
        """The cards of a kind that a card follows from over any number of links."""
        return self._reached(self.before, card_id, kind)

    def _reached(self, links: Mapping[str, tuple[Card, ...]], card_id: str, kind: type[CardT]) -> tuple[CardT, ...]:
        found: dict[str, Card] = {}
        waiting = [card_id]
        while waiting:
            for card in links.get(waiting.pop(), ()):
                if card.id not in found and card.id != card_id:
                    found[card.id] = card
                    waiting.append(card.id)
        columns = list(CHAIN)
        ordered = sorted(found.values(), key=lambda each: (columns.index(each.kind), self.places[each.id]))
        return tuple(each for each in ordered if isinstance(each, kind))


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
    return Links(
        {key: tuple(each) for key, each in after.items()},
        {key: tuple(each) for key, each in before.items()},
        {each: place for place, each in enumerate(cards)},
    )


def content_of(part: Part) -> dict[str, Any]:
    """The fields of a part but its id, as plain values for JSON; dates are ISO texts, defaults are left out."""
    defaults = {each.name: each.default for each in fields(part) if each.default is not MISSING}
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in asdict(part).items()
        if name != "id" and (name not in defaults or defaults[name] != value)
    }


def part_of(kind: str, part_id: str, content: Mapping[str, Any]) -> Part:
    """The part that `content_of` wrote; fields that this version does not know are left out.

    Raises KeyError for a kind there is not, ValueError or TypeError for a content that is none."""
    made = PARTS[kind]
    known = {each.name: each for each in fields(made)}
    return made(id=part_id, **{name: _value(name, value) for name, value in content.items() if name in known})


def _value(name: str, value: Any) -> Any:
    if value is None:
        return None
    if name in ("start", "end"):
        return date.fromisoformat(value)
    if name == "budgets":
        return tuple(Budget(**each) for each in value)
    if name == "answers":
        return tuple((str(key), str(answer)) for key, answer in value)
    return tuple(value) if isinstance(value, list) else value


def new_id(kind: str, taken: Iterable[str]) -> str:
    """An id that no part has: the kind and the next number.

    >>> new_id("cause", ["cause-1", "cause-7", "problem-9"])
    'cause-8'
    """
    parted = (each.rpartition("-") for each in taken)
    numbers = [int(number) for name, _, number in parted if name == kind and number.isdigit()]
    return f"{kind}-{max(numbers, default=0) + 1}"
