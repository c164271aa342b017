"""What is compared, by what and how it is looked at: all of it in the URL as codes; also areas chosen one by one.

These are found by typing across the country; kept as groups, taken away and brought as files.
"""

from dataclasses import dataclass

import streamlit as st

from analysis.comparative.data import Asked
from analysis.comparative.likeness import FEATURES
from analysis.comparative.ranking import Ranking, search_areas
from analysis.comparative.what_is_compared import levels_to_compare, measures_of, place_within
from analysis.core.areas import names_of, titled
from analysis.disclosure.outputs import Audience
from app.answers import Wanted, alike_for, named_areas_of, named_rows_of, ranking_for
from app.state import Selection, indicator_set, the_warehouse
from catalogue.areas import COUNTRY, LEVELS, level_of, parent_of
from charts.theme import Measure, measure_of, measured
from pages.shared.access import saying
from pages.shared.downloads import file_button
from pages.shared.look import show_table
from pages.shared.page_start import own_errors
from pages.shared.url_choices import url_choice, url_tabs, write_url
from warehouse.area_records import (
    AreaGroup,
    area_group_of_text,
    area_group_text,
    list_area_groups,
    read_area_group,
    remove_area_group,
    save_area_group,
)
from words.numbers import format_value
from words.screen_text import Shown, plain, text

RANKING, HEAT, SPINE, RADARS, CHANGE = "ranking", "heat", "spine", "radars", "change"
SCATTER, MAP, INSIDE, CHECK, CHOOSE, GOALS = "scatter", "map", "inside", "check", "choose", "goals"
VIEWS = {
    RANKING: "ลำดับ", HEAT: "ตารางสี", SPINE: "พื้นที่เดียว", RADARS: "เรดาร์", CHANGE: "เปลี่ยนแปลง",
    SCATTER: "สองตัวชี้วัด", MAP: "แผนที่", INSIDE: "กระจุกตัว", CHECK: "ตรวจสอบ", CHOOSE: "คัดเลือก",
    GOALS: "ครบเป้า",
}  # fmt: skip
COUNTS_ONLY = (SPINE, CHANGE, INSIDE, CHECK, CHOOSE, GOALS)  # views that need counts of people
OF_ANY_FIGURE = (RANKING, SCATTER, MAP)  # what a development level or a value in its own unit is looked at by
ALIKE = "alike"
LIST, GROUP = "list", "group-"
MOST_FOUND = 50
BY_HAND = ("tambon", "amphoe", "village", "province")


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

    def shown(self, value: float) -> str:
        """A figure that the areas are ranked by, as it is printed: 12.3 %, or a value with its unit."""
        measure = self.asked.measure
        if measure.is_plain:
            return f"{format_value(value)} {measure.unit}"
        return measured(value, "problem" if measure.level_number is not None else self.measure)

    @property
    def own_name(self) -> str:
        """The name of the own area; "" where there is none."""
        if self.own is None:
            return ""
        return str(named_areas_of(self.selection, self.wanted, (self.own,))["area_name"].iloc[0])


def choose_compared(selection: Selection) -> Compared:
    """The two selects of the page, and what they ask for. Raises AnalysisError where nothing has data."""
    with st.container(horizontal=True, gap="small", key="view-bar"):
        chosen, level = _choose_areas(selection)
        measures = {code: each.name for code, each in measures_of(indicator_set(selection)).items()}
        measure = url_choice("เทียบด้วย", measures, "by", forgets=("page",), width=330)
    by = None if measure == next(iter(measures)) else measure
    codes: tuple[str, ...] = ()
    if chosen == LIST or chosen.startswith(GROUP):
        group = chosen.removeprefix(GROUP) if chosen.startswith(GROUP) else None
        codes = areas_in_url() if group is None else read_area_group(the_warehouse(), group).area_codes
        show_area_list(selection, codes, group)
        say_list(codes)
    elif chosen == ALIKE:
        codes = show_alike(selection, by)
    wanted = Wanted(level, by, codes)
    asked, ranking = ranking_for(selection, wanted)
    return Compared(selection, wanted, asked, ranking, ranking.own(selection.area_code))


def _choose_areas(selection: Selection) -> tuple[str, str | None]:
    """What is compared, and its level (None: the one right below, or a list)."""
    groups = {f"{GROUP}{group.name}": f"กลุ่ม: {group.name}" for group in list_area_groups(the_warehouse())}
    levels = levels_to_compare(selection.area_code)
    given = st.query_params.get("level")
    former = {name: code for code, name in LEVELS.items()}
    if given in former:
        write_url("level", former[given])
    more = {LIST: "เลือกพื้นที่เอง"}
    if level_of(selection.area_code) in ("tambon", "amphoe"):
        more[ALIKE] = "พื้นที่ที่คล้ายกัน"
    chosen = url_choice("เทียบกับ", {**levels, **groups, **more}, "level", forgets=("page", "areas"), width=250)
    return chosen, (chosen if chosen in levels and chosen != next(iter(levels)) else None)


def show_alike(selection: Selection, measure: str | None) -> tuple[str, ...]:
    """The areas most like the selection's, with what they were chosen by; the selection itself is the first."""
    own = level_of(selection.area_code)
    found = alike_for(selection, Wanted(own, measure))
    with st.expander(f"เลือกจากอะไร: คล้ายกันที่สุด {len(found.areas) - 1:,} แห่ง จาก {found.candidates:,} {LEVELS[own]}"):
        heads = {"area_name": "พื้นที่", "distance": "ระยะห่าง"} | {
            name: FEATURES[name] for name in ("household_size", "children_pct", "elderly_pct")
        }
        shown = found.areas.assign(is_municipal=["ใช่" if each else "ไม่ใช่" for each in found.areas["is_municipal"]])
        heads |= {"people": FEATURES["size"], "is_municipal": FEATURES["is_municipal"]}
        show_table(shown[list(heads)].rename(columns=heads), "alike-table")
        st.caption(
            "เทียบจากสิ่งที่ไม่ใช่คำตอบของการสำรวจ ระยะห่างเป็นจำนวนเท่าของส่วนเบี่ยงเบนมาตรฐาน 0 คือเหมือนกันทุกอย่าง "
            "พื้นที่ข้างกันในจังหวัดเดียวกันมักบอกได้ดีกว่า จึงไม่ใช่ค่าตั้งต้น"
        )
    return tuple(str(code) for code in found.areas["area_code"])


def choose_view_of(compared: Compared) -> str:
    """The views that this set can be looked at by."""
    shown = {code: name for code, name in VIEWS.items() if compared.has_counts or code not in COUNTS_ONLY}
    if compared.asked.measure.is_ranked_by_value:
        shown = {code: name for code, name in shown.items() if code in OF_ANY_FIGURE}
    return url_tabs("มุมมอง", shown, "compare", ("page", "evaluate"))


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


def areas_in_url() -> tuple[str, ...]:
    """The codes of the list in the URL."""
    return tuple(code for code in st.query_params.get("areas", "").split("-") if code.isalnum())


def show_area_list(selection: Selection, codes: tuple[str, ...], group: str | None) -> None:
    """The areas of the list with a box to find more, and what can be done with it as a group."""
    with st.expander("รายการพื้นที่และกลุ่ม", expanded=not codes):
        if group is None:
            _choose_by_typing(selection, codes)
        with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
            name = st.text_input("ชื่อกลุ่ม", group or "", key="group-name", width=260, max_chars=80)
            st.button(
                "บันทึกเป็นกลุ่ม", disabled=not (codes and name.strip()), on_click=saying(_save_group), args=(name, codes)
            )
            if group is not None:
                st.button("ลบกลุ่มนี้", on_click=saying(_remove_group), args=(group,))
            if codes:
                content = area_group_text(AreaGroup(name.strip() or "พื้นที่ที่เลือก", codes)).encode()
                file_button(
                    "ดาวน์โหลดกลุ่ม", content, Audience.WITHOUT_FIGURES, "กลุ่มพื้นที่.json", "application/json",
                    "area-group", icon=":material/download:", width="content",
                )  # fmt: skip
        brought = st.file_uploader("นำกลุ่มจากไฟล์เข้ามา", type="json", key="group-file")
        if brought is not None and st.button("บันทึกกลุ่มจากไฟล์นี้"):
            with own_errors():
                kept = save_area_group(
                    the_warehouse(), area_group_of_text(brought.getvalue().decode("utf-8-sig", "replace"))
                )
            write_url("level", f"{GROUP}{kept.name}")
            st.rerun()


def _choose_by_typing(selection: Selection, codes: tuple[str, ...]) -> None:
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        own = level_of(codes[0]) if codes else level_of(selection.area_code)
        first = own if own in BY_HAND else BY_HAND[0]
        levels = [first, *(level for level in BY_HAND if level != first)]
        level = st.selectbox(
            "ระดับ", levels, key="list-level", format_func=lambda each: LEVELS[each], width=150, disabled=bool(codes)
        )
        find = st.text_input("พิมพ์ชื่อพื้นที่", key="list-find", width=240)
    found = search_areas(the_warehouse(), place_within(COUNTRY, level), find)[:MOST_FOUND] if find.strip() else []
    options = list(dict.fromkeys([*codes, *found]))
    names = names_of(the_warehouse(), options)
    above = names_of(the_warehouse(), [parent_of(code) or COUNTRY for code in options])
    st.session_state["list-areas"] = list(codes)
    st.multiselect(
        "พื้นที่ที่เทียบ", options, key="list-areas", on_change=_list_changed, placeholder="พิมพ์ชื่อด้านบน แล้วเลือกจากที่นี่",
        format_func=lambda code: plain(f"{names[code]} ({_title(above, code)})"),
    )  # fmt: skip


def _title(above: dict[str, str], code: str) -> str:
    up = parent_of(code) or COUNTRY
    return titled(up, above[up])


def _list_changed() -> None:
    write_url("areas", "-".join(st.session_state["list-areas"]) or None)
    write_url("page", None)


def _save_group(name: str, codes: tuple[str, ...]) -> None:
    kept = save_area_group(the_warehouse(), AreaGroup(name, codes))
    write_url("level", f"{GROUP}{kept.name}")
    write_url("areas", None)


def _remove_group(name: str) -> None:
    remove_area_group(the_warehouse(), name)
    write_url("level", None)


def say_list(codes: tuple[str, ...]) -> None:
    """What to do where the list is still empty."""
    if not codes:
        st.info(text("ยังไม่ได้เลือกพื้นที่ พิมพ์ชื่อในช่องด้านบนแล้วเลือกอย่างน้อยสองแห่ง ระหว่างนี้แสดงพื้นที่ย่อยตามปกติ"))
