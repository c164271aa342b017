"""The meeting that goes on in this program, at most one, gone with its session; and what it is shown of its area.

Its ballots are in memory; what they come to is kept in the database after each change, so that a cut of the power takes
no vote. Where the browser's tab is closed, the port closes half a minute later and the result stays. After its end the
port tells phones for a few minutes that voting is closed, and takes nothing.

What is shown comes from the answers that exist, kept as they are, and through the gate; of a village, in its own hall
and after it was asked for, everything there is.
"""

import io
import ipaddress
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

import psutil
import segno
import streamlit as st
from streamlit import runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

from analysis import AnalysisError
from analysis.comparative.data import asked_of, ranking_of
from analysis.comparative.paper import RANKING, comparison_paper
from analysis.comparative.ranking import Ranking
from analysis.logic_model.ballots import HallProblem, HallResult, result_of, scores_of_ballots, scores_of_hands
from analysis.logic_model.public import plan_public
from analysis.workshop.story import HallStory, story_of
from app.answers import Choices, gate_of, gates_of, sheet_of
from app.ballot_page import BallotSheet
from app.ballot_server import BallotBox, Listener
from app.plans import open_newest_plan
from app.state import Selection, the_catalogue, the_warehouse
from catalogue.areas import COUNTRY, level_of
from warehouse import Warehouse, WarehouseError
from warehouse.stored_text import texts_of_persons
from warehouse.workshops import HANDS, Workshop, keep_workshop, list_workshops
from words.dates import local_now

GRACE_SECONDS = 30.0
CLOSED_SECONDS = 300.0  # how long phones are told that voting is closed, while the page of the meeting is open
QR_SCALE: Final = 12


@dataclass(frozen=True)
class Card:
    """A network card: its IPv4 address, its name in the system, and whether only this machine itself is there."""

    address: str
    name: str
    is_this_machine: bool


def network_cards() -> list[Card]:
    """The addresses phones might reach, those of local networks first; this machine alone stands last. Cards without a
    network (169.254.…) are left out."""
    states = psutil.net_if_stats()
    found: list[tuple[int, Card]] = []
    for name, addresses in psutil.net_if_addrs().items():
        for each in addresses:
            if each.family.name != "AF_INET" or (name in states and not states[name].isup):
                continue
            address = ipaddress.ip_address(each.address)
            if not address.is_link_local:
                place = 2 if address.is_loopback else 0 if address.is_private else 1
                found.append((place, Card(each.address, name, address.is_loopback)))
    return [card for _, card in sorted(found, key=lambda each: (each[0], each[1].name))]


def qr_png(address: str) -> bytes:
    """The address as a QR code."""
    stream = io.BytesIO()
    segno.make_qr(address, error="m").save(stream, kind="png", scale=QR_SCALE, border=2)
    return stream.getvalue()


class Meeting:
    """A meeting with its listener. `workshop`: as it was kept last; `trouble`: why the last keeping failed, in Thai."""

    def __init__(
        self,
        warehouse: Warehouse,
        workshop: Workshop,
        problems: Sequence[HallProblem],
        sheet: BallotSheet,
        address: str,
    ) -> None:
        self._warehouse = warehouse
        self._keeping = threading.Lock()
        self._session = ""
        self._seen = time.monotonic()
        self._closed_at: float | None = None
        self.problems = tuple(problems)
        self.workshop = workshop
        self.trouble = ""
        self.box = BallotBox(sheet, address)
        self.listener = Listener(self.box, self.keep, self.is_wanted, self._left)
        self.belongs_here()

    def belongs_here(self) -> None:
        """The session that runs now owns the meeting: it goes on as long as that session."""
        context = get_script_run_ctx(suppress_warning=True)
        self._session, self._seen = (context.session_id if context else ""), time.monotonic()

    def is_wanted(self) -> bool:
        """Whether the owner's tab is open, or was so a moment ago: a page that is loaded again takes it over. After the
        end for a while only."""
        if self._closed_at is not None and time.monotonic() - self._closed_at > CLOSED_SECONDS:
            return False
        if not runtime.exists() or runtime.get_instance().is_active_session(self._session):
            self._seen = time.monotonic()
        return time.monotonic() - self._seen < GRACE_SECONDS

    def keep(self) -> None:
        """Keep what the ballots came to; a trouble is said on the page, and the ballots stay."""
        with self._keeping:
            ballots = self.box.ballots
            if not ballots and not self.workshop.workshop_id:
                return
            scores = scores_of_ballots(self.problems, ballots)
            is_open = self._closed_at is None
            now = replace(self.workshop, ballots=len(ballots), scores=scores, is_open=is_open)
            self.trouble = ""
            try:
                self.workshop = self._kept(now)
            except WarehouseError as error:
                self.workshop, self.trouble = now, f"{error.what} {error.fix}"

    def _kept(self, workshop: Workshop) -> Workshop:
        """Kept under its number; anew where another database has taken the place of the one that had it."""
        try:
            return keep_workshop(self._warehouse, workshop)
        except WarehouseError:
            if not workshop.workshop_id:
                raise
            return keep_workshop(self._warehouse, replace(workshop, workshop_id=0))

    def _left(self) -> None:
        """The port closed by itself: what there is is kept, unless the meeting had ended and is kept already."""
        if self._closed_at is None:
            self.keep()

    def end(self) -> Workshop:
        """Take no ballot any more, keep the result as ended, and give it. Phones are told so until `is_wanted` says no;
        the port of a trial closes at once."""
        self.box.close()
        self._closed_at = time.monotonic()
        if self.box.is_trial:
            self.listener.stop()
        self.keep()
        return self.workshop


class _Desk:
    """Where the one meeting stands, and the last one that has ended; threads of several sessions may ask."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.meeting: Meeting | None = None
        self.ended: Meeting | None = None


_DESK: Final = _Desk()


def the_meeting() -> Meeting | None:
    """The meeting that goes on; None where there is none, where its listener has ended with its session, and for an
    account of another area."""
    meeting = _going_on()
    return meeting if meeting is not None and the_warehouse().actor.sees(meeting.workshop.area_code) else None


def _going_on() -> Meeting | None:
    with _DESK.lock:
        if _DESK.meeting is not None and not _DESK.meeting.listener.is_listening:
            _DESK.meeting = None
        return _DESK.meeting


def open_meeting(
    selection: Selection, problems: Sequence[HallProblem], sheet: BallotSheet, place: str, address: str
) -> Meeting:
    """Open the port for a trial. Raises WarehouseError where that cannot be, or another meeting goes on."""
    if (going_on := _going_on()) is not None:
        raise WarehouseError(
            f"มีเวทีที่เปิดรับบัตรอยู่แล้ว ({going_on.box.sheet.title})", "จบเวทีนั้นก่อน แล้วเปิดเวทีใหม่"
        )  # fmt: skip
    workshop = new_workshop(selection, sheet.way, place)
    meeting = Meeting(the_warehouse(), workshop, problems, sheet, address)
    meeting.listener.start()
    with _DESK.lock:
        _DESK.meeting = meeting
    return meeting


def end_meeting() -> Workshop | None:
    """End the meeting that goes on; what it came to, None where nobody voted or there is none."""
    meeting = the_meeting()
    if meeting is None:
        return None
    close_ended_meeting()
    with _DESK.lock:
        _DESK.meeting, _DESK.ended = None, meeting
    ended = meeting.end()
    return ended if ended.ballots else None


def close_ended_meeting() -> None:
    """Close the port that still tells phones of the last meeting that its voting is closed."""
    with _DESK.lock:
        ended, _DESK.ended = _DESK.ended, None
    if ended is not None:
        ended.listener.stop()


def keep_hands(
    selection: Selection, problems: Sequence[HallProblem], people: int, hands: Sequence[int], place: str
) -> Workshop:
    """Keep the result of hands that were counted. Raises as `keep_workshop`."""
    counted = replace(
        new_workshop(selection, HANDS, place), ballots=people, is_open=False, scores=scores_of_hands(problems, hands)
    )
    return keep_workshop(the_warehouse(), counted)


def new_workshop(selection: Selection, way: str, place: str) -> Workshop:
    """A meeting that begins now, not kept yet."""
    where = (selection.area_code, selection.set_id, selection.year_be)
    return Workshop(0, *where, local_now(), place.strip(), way, 0, True, ())


def may_show_all(selection: Selection) -> bool:
    """Only a village knows its own people already."""
    return level_of(selection.area_code) == "village"


def story_for(selection: Selection, shows_all: bool) -> HallStory:
    """The screens of the area. Raises AnalysisError where it has no data of that year."""
    opened = open_newest_plan(selection)
    plan = None if opened is None else opened.plan
    shows_all = shows_all and may_show_all(selection)
    if plan is not None and not shows_all:
        plan = plan_public(plan, partial(gate_of, selection.version)).content.plan
    return story_of(sheet_of(selection, Choices(public=not shows_all)), _ranking_shown(selection, shows_all), plan)


@st.cache_resource(max_entries=100, show_spinner=False)
def _ranking_shown(selection: Selection, shows_all: bool) -> Ranking | None:
    """The area among those beside it; None where nothing stands beside it."""
    level = level_of(selection.area_code)
    if selection.area_code == COUNTRY:
        return None
    warehouse, catalogue = the_warehouse(), the_catalogue(selection.version)
    with suppress(AnalysisError):  # nothing of this level beside it
        asked = asked_of(warehouse, catalogue, selection.question, None, level)
        if shows_all:
            return ranking_of(warehouse, asked)
        gates = gates_of(selection.version, selection.set_id)
        return comparison_paper(warehouse, catalogue, asked, {RANKING}, None, gates).content.ranking
    return None


def own_problems(typed: str) -> tuple[tuple[HallProblem, ...], tuple[str, ...]]:
    """The problems that people named, one a line, and those of them that seem to say something of a person."""
    lines = tuple(dict.fromkeys(" ".join(line.split()) for line in typed.splitlines() if line.strip()))
    flagged = texts_of_persons(list(lines))
    return tuple(HallProblem(None, line) for line in lines if line not in flagged), flagged


def meetings_of(selection: Selection) -> Sequence[Workshop]:
    """The meetings of the area at which somebody voted, the newest first."""
    return list_workshops(the_warehouse(), selection.area_code)


def result_for(selection: Selection, workshop: Workshop, shows_all: bool) -> HallResult:
    """What a meeting came to, as its people may see it."""
    if shows_all and may_show_all(selection):
        return result_of(workshop)
    gate = gate_of(selection.version, workshop.set_id, workshop.year_be)
    return result_of(workshop, gate.hidden(workshop.area_code))
