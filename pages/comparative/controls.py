"""What is compared, by what and how it is looked at: all of it in the URL as codes."""

from dataclasses import dataclass

import streamlit as st

from analysis.comparative.data import Asked
from analysis.comparative.measure_choice import measures_of
from analysis.comparative.places import levels_to_compare
from analysis.comparative.ranking import Ranking
from app.comparative_answers import Wanted, named_areas_of, named_rows_of, ranking_for
from app.state import Selection, indicator_set, the_warehouse
from catalogue.areas import LEVELS
from charts.theme import Measure, measure_of
from pages.shared.url_choices import url_choice, write_url
from warehouse.area_records import list_area_groups
from words.screen_text import Shown

RANKING, HEAT, SPINE, RADARS, CHANGE = "ranking", "heat", "spine", "radars", "change"
SCATTER, MAP, INSIDE, CHECK = "scatter", "map", "inside", "check"
VIEWS = {
    RANKING: "ลำดับ", HEAT: "ตารางสี", SPINE: "พื้นที่เดียวเทียบทุกพื้นที่", RADARS: "เรดาร์เคียงกัน", CHANGE: "เปลี่ยนแปลง",
    SCATTER: "สองตัวชี้วัด", MAP: "แผนที่", INSIDE: "กระจุกหรือกระจาย", CHECK: "ควรตรวจสอบ",
}  # fmt: skip
COUNTS_ONLY = (SPINE, CHANGE, INSIDE, CHECK)  # views that need counts of people
LIST = "list"
GROUP = "group-"


@dataclass(frozen=True)
class Compared:
    """What every view is given. `own`: the code of the area of the ranking that the selection is, or lies in."""

    selection: Selection
    wanted: Wanted
    asked: Asked
    ranking: Ranking
    own: str | None

    @property
    def measure(self) -> Measure:
        """How its percentages are called in figures."""
        return measure_of(self.asked.scope.indicator_set.measure)

    @property
    def has_counts(self) -> bool:
        """Whether its set counts people: only then are there ranges, cells to check and changes."""
        return self.asked.scope.indicator_set.measure == "count"

    @property
    def level_name(self) -> str:
        """The word of the level compared."""
        return LEVELS[self.asked.place.level]

    @property
    def own_name(self) -> str:
        """The name of the own area; "" where there is none."""
        if self.own is None:
            return ""
        return str(named_areas_of(self.selection, self.wanted, (self.own,))["area_name"].iloc[0])


def choose_compared(selection: Selection) -> Compared:
    """The two selects of the page, and what they ask for. Raises AnalysisError where nothing has data."""
    wanted = Wanted(*_choose_areas(selection), *_areas_by_hand())
    asked, ranking = ranking_for(selection, wanted)
    return Compared(selection, wanted, asked, ranking, ranking.own(selection.area_code))


def _choose_areas(selection: Selection) -> tuple[str | None, str | None]:
    """The level or list, and the measure."""
    groups = {f"{GROUP}{group.name}": f"กลุ่ม: {group.name}" for group in list_area_groups(the_warehouse())}
    levels = levels_to_compare(selection.area_code)
    given = st.query_params.get("level")
    former = {name: code for code, name in LEVELS.items()}
    if given in former:
        write_url("level", former[given])
    listed = {LIST: "เลือกพื้นที่เอง"}
    chosen = url_choice("เทียบกับ", {**levels, **groups, **listed}, "level", forgets=("page", "areas"), width=250)
    measures = {code: each.name for code, each in measures_of(indicator_set(selection)).items()}
    measure = url_choice("เทียบด้วย", measures, "by", forgets=("page",), width=330)
    is_level = chosen in levels
    return (chosen if is_level and chosen != next(iter(levels)) else None), (None if measure == "all" else measure)


def _areas_by_hand() -> tuple[tuple[str, ...]]:
    """The codes of a saved group, or of the list in the URL."""
    chosen = st.session_state.get("choice_level", "")
    if isinstance(chosen, str) and chosen.startswith(GROUP):
        name = chosen.removeprefix(GROUP)
        return (next((group.area_codes for group in list_area_groups(the_warehouse()) if group.name == name), ()),)
    if chosen == LIST:
        return (tuple(code for code in st.query_params.get("areas", "").split("-") if code.isalnum()),)
    return ((),)


def choose_view_of(compared: Compared) -> str:
    """The views that this set can be looked at by."""
    shown = {code: name for code, name in VIEWS.items() if compared.has_counts or code not in COUNTS_ONLY}
    return url_choice(
        "มุมมอง", shown, "compare", st.segmented_control, ("page",), required=True, wrap=True,
        label_visibility="collapsed",
    )  # fmt: skip


def choose_area(compared: Compared, key: str, label: Shown) -> str | None:
    """One of the areas, found by typing: the own one, else the first in the ranking; in the URL under `key`.

    At most a hundred are sent to the browser: the first of the ranking, or those whose name holds what was typed."""
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        find = st.text_input("ค้นหาชื่อพื้นที่", key=f"find-{key}", width=220) if compared.ranking.areas > 100 else ""
        rows = named_rows_of(compared.selection, compared.wanted, 0, 100, find.strip())
        names = {str(code): str(name) for code, name in zip(rows["area_code"], rows["area_name"], strict=True)}
        first = st.query_params.get(key) or compared.own
        if first and not find:
            kept = named_areas_of(compared.selection, compared.wanted, (first,))
            names = dict(zip(kept["area_code"], kept["area_name"], strict=True)) | names
        if not names:
            st.info("ไม่พบพื้นที่ชื่อนี้ ลองพิมพ์เพียงบางส่วนของชื่อ")
            return None
        return url_choice(label, names, key, width=320)
