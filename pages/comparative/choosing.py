"""Choosing areas: criteria with points, how sure the order is, and the marks of model tambon and pilot areas."""

import pandas as pd
import streamlit as st

from analysis.comparative.answers import range_words
from analysis.comparative.choosing import Criterion, Sheet, choice_data, sheet_of, without_mark
from analysis.comparative.ranking import Ranking
from app.answers import measures_for, named_areas_of, ranking_of_any
from app.state import area_title, source_text, the_warehouse
from pages.comparative.controls import Compared
from pages.comparative.evaluation import EVALUATED, show_evaluation
from pages.shared.access import saying
from pages.shared.look import ROW_PX, source_caption
from pages.shared.page_start import own_errors
from pages.shared.tables import as_printed, column_config, for_people
from pages.shared.url_choices import url_choice, write_url
from warehouse.area_records import (
    MARK_NAMES,
    MODEL,
    read_area_choice,
    read_marked_areas,
    save_area_choice,
    save_marked_areas,
)
from words.screen_text import plain, text

MOST_AREAS = 100
SHEET = "choice-sheet"  # as it stands in the tables, for the files; kept only when the button is pressed
NEED, POINTS, READY = "สิ่งที่พิจารณา", "คะแนนเต็ม", "ความพร้อม (พิมพ์)"


def show_choosing(compared: Compared) -> None:
    """The criteria, the result, the marks; or the sheet of the area to be evaluated."""
    evaluated = st.query_params.get(EVALUATED)
    if evaluated and evaluated.isalnum():
        show_evaluation(compared, evaluated)
        return
    name = choice_name(compared)
    kept = sheet_of(read_area_choice(the_warehouse(), name) or {})
    measures = measures_for(compared.selection, compared.asked.place.area_code)
    sheet = _edited_needs(kept, {code: each.name for code, each in measures.items()})
    with own_errors():
        first = choice_data(sheet, _rankings(compared, sheet))
        typed = _edited_readiness(compared, sheet, first)
        sheet = Sheet(sheet.needs, sheet.readiness_points, typed)
        result = choice_data(sheet, _rankings(compared, sheet))
    st.session_state[SHEET] = (name, sheet)
    st.button("บันทึกเกณฑ์และคะแนน", on_click=saying(_keep), args=(name, sheet))
    _show_result(compared, result)
    source_caption(source_text(compared.selection))


def _keep(name: str, sheet: Sheet) -> None:
    save_area_choice(the_warehouse(), name, sheet.to_dict())


def choice_name(compared: Compared) -> str:
    """One sheet for each level, area and year that is chosen from."""
    return f"{compared.asked.place.level} {compared.asked.place.area_code} {compared.selection.year_be}"


def _rankings(compared: Compared, sheet: Sheet) -> dict[str, Ranking]:
    measures = measures_for(compared.selection, compared.asked.place.area_code)
    codes = dict.fromkeys(each.measure for each in sheet.needs)
    return {code: ranking_of_any(compared.selection, compared.wanted, measures[code]) for code in codes}


def _edited_needs(kept: Sheet, measures: dict[str, str]) -> Sheet:
    """The criteria as they stand in the table: a row a need with its points, and the points of readiness."""
    st.markdown("**เกณฑ์และคะแนน** แก้ในตารางได้ เพิ่มแถวที่ท้ายตาราง ความพร้อมให้คณะทำงานพิมพ์เองด้านล่าง")
    codes = {str(plain(name)): code for code, name in measures.items()}
    shown = {code: name for name, code in codes.items()}
    needs = [each for each in kept.needs if each.measure in shown]
    rows = pd.DataFrame({NEED: [shown[each.measure] for each in needs], POINTS: [each.points for each in needs]})
    left, right = st.columns([3, 1], gap="medium", vertical_alignment="bottom")
    with left:
        edited = st.data_editor(
            rows, key="needs", num_rows="dynamic", hide_index=True, width="stretch", placeholder="–",
            column_config={
                NEED: st.column_config.SelectboxColumn(options=list(codes), required=True),
                POINTS: st.column_config.NumberColumn(min_value=0, max_value=1000, required=True),
            },
        )  # fmt: skip
    with right:
        ready = st.number_input(
            "คะแนนเต็มของความพร้อม", 0.0, 1000.0, kept.readiness_points, 5.0, format="%g", key="ready-points"
        )
    typed = edited.dropna()
    needs = [
        Criterion(codes[str(name)], float(points)) for name, points in zip(typed[NEED], typed[POINTS], strict=True)
    ]
    return Sheet(tuple(needs) or Sheet().needs, float(ready), kept.readiness)


def _edited_readiness(compared: Compared, sheet: Sheet, first: pd.DataFrame) -> tuple[tuple[str, float], ...]:
    """What was typed for the areas of the greatest need; of the others what was kept."""
    if sheet.readiness_points == 0:
        return ()
    kept = dict(sheet.readiness)
    order = first.sort_values("need_points", ascending=False, kind="stable").head(MOST_AREAS)
    codes = tuple(str(code) for code in order["area_code"])
    names = named_areas_of(compared.selection, compared.wanted, codes).set_index("area_code")["area_name"]
    rows = pd.DataFrame(
        {
            "code": codes,
            "พื้นที่": [plain(names.get(code, code)) for code in codes],
            "ความจำเป็น (คะแนน)": order["need_points"].round(1).to_numpy(),
            READY: [kept.get(code) for code in codes],
        }
    ).astype({READY: "float64"})
    with st.expander(f"ความพร้อมของแต่ละพื้นที่ (0–{sheet.readiness_points:g} คะแนน)", expanded=not kept):
        edited = st.data_editor(
            rows, key="readiness", hide_index=True, width="stretch", height=min(420, (len(rows) + 1) * ROW_PX + 3),
            disabled=["พื้นที่", "ความจำเป็น (คะแนน)"], placeholder="–",
            column_config={
                "code": None,
                "ความจำเป็น (คะแนน)": st.column_config.NumberColumn(format="%.1f"),
                READY: st.column_config.NumberColumn(min_value=0, max_value=sheet.readiness_points),
            },
        )  # fmt: skip
    typed = {str(code): float(points) for code, points in zip(edited["code"], edited[READY], strict=True)
             if points == points}  # fmt: skip
    return tuple({**{code: each for code, each in kept.items() if code not in codes}, **typed}.items())


def _show_result(compared: Compared, result: pd.DataFrame) -> None:
    """The areas by their total with the range of ranks, and the marks of this year."""
    if result.empty:
        st.info("ไม่มีพื้นที่ที่มีข้อมูลครบทุกเกณฑ์")
        return
    year = compared.selection.year_be
    rated = int(result["total_points"].notna().sum())
    st.subheader(f"ผลการจัดลำดับ {rated:,} จาก {len(result):,} พื้นที่ที่ให้คะแนนครบ", anchor=False)
    mark = url_choice("เครื่องหมาย", MARK_NAMES, "mark", st.segmented_control, required=True)
    marked = read_marked_areas(the_warehouse(), year, mark)
    shown = result.head(MOST_AREAS)
    names = named_areas_of(compared.selection, compared.wanted, tuple(shown["area_code"])).set_index("area_code")
    ranks = zip(shown["rank"], shown["rank_first"], shown["rank_last"], strict=True)
    table = pd.DataFrame(
        {
            "อันดับที่เป็นไปได้": [range_words(*each) for each in ranks],
            "พื้นที่": [plain(names["area_name"].get(code, code)) for code in shown["area_code"]],
            "รวม (คะแนน)": shown["total_points"].round(1),
            "ช่วงต่ำ (คะแนน)": shown["low_points"].round(1),
            "ช่วงสูง (คะแนน)": shown["high_points"].round(1),
            "ความจำเป็น (คะแนน)": shown["need_points"].round(1),
            "ความพร้อม (คะแนน)": shown["readiness_points"],
            MARK_NAMES[mark]: ["✓" if code in marked else "" for code in shown["area_code"]],
        }
    )
    table = for_people(table)
    points = {
        str(name): st.column_config.NumberColumn(format="%.1f") for name in table if str(name).endswith("(คะแนน)")
    }
    picked = st.dataframe(
        as_printed(table), key="choice-table", hide_index=True, width="stretch",
        height=min(520, (len(table) + 1) * ROW_PX + 3), placeholder="–", row_height=ROW_PX,
        column_config=column_config(table) | points, on_select="rerun", selection_mode="multi-row",
    )  # fmt: skip
    rows = [int(each) for each in picked["selection"]["rows"] if int(each) < len(shown)]
    chosen = [str(shown["area_code"].iloc[row]) for row in rows]
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.button(
            f"ตั้งเป็น{MARK_NAMES[mark]} ปี {year}", disabled=not chosen, on_click=saying(save_marked_areas),
            args=(the_warehouse(), year, mark, [*marked, *chosen]),
        )  # fmt: skip
        st.button(
            "เอาเครื่องหมายออก", disabled=not set(chosen) & set(marked), on_click=saying(save_marked_areas),
            args=(the_warehouse(), year, mark, [code for code in marked if code not in chosen]),
        )  # fmt: skip
        st.button(
            "ประเมินพื้นที่นี้",
            disabled=len(chosen) != 1,
            on_click=_evaluate,
            args=(chosen[:1],),
            help="เทียบกับพื้นที่อื่นในอำเภอ การเปลี่ยนแปลง และผลตามแผน",
        )
    _say_where_none_is(compared, marked, mark)
    st.caption(
        "คะแนนความจำเป็น (สูตรของโปรแกรมนี้): พื้นที่ที่มีปัญหามากที่สุดได้เต็ม น้อยที่สุดได้ 0 ช่วงคะแนนมาจากความไม่แน่นอนของข้อมูล "
        "คะแนนที่พิมพ์ไม่มีช่วง พื้นที่ที่อันดับซ้อนกันยังบอกไม่ได้ว่าใครควรมาก่อน"
    )


def _say_where_none_is(compared: Compared, marked: tuple[str, ...], mark: str) -> None:
    """Which amphoe has no marked tambon yet: each should have one at least."""
    if compared.asked.place.level != "tambon" or mark != MODEL:
        return
    codes = [str(code) for code in compared.ranking.table["area_code"]]
    lacking = without_mark(codes, marked)
    amphoe = {code[:4] for code in codes}
    if not lacking:
        st.success(f"ทุกอำเภอมี{MARK_NAMES[mark]}แล้ว ({len(amphoe)} อำเภอ)")
        return
    names = ", ".join(text(area_title(compared.selection.version, code)) for code in lacking[:20])
    more = f" และอีก {len(lacking) - 20} อำเภอ" if len(lacking) > 20 else ""
    st.warning(f"มี{MARK_NAMES[mark]}แล้ว {len(amphoe) - len(lacking)} จาก {len(amphoe)} อำเภอ ยังไม่มี: {names}{more}")


def _evaluate(codes: list[str]) -> None:
    """Go to the sheet of one area."""
    write_url(EVALUATED, codes[0])
