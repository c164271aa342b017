"""Part แบบฟอร์ม: every workbook to fill in, with the villages of an area written in already."""

from collections.abc import Mapping
from io import BytesIO

import streamlit as st

from analysis.disclosure.outputs import Audience
from app.state import data_version, the_catalogue, the_warehouse
from catalogue import SURVEYS, Catalogue, IndicatorSet
from catalogue.areas import LEVELS, level_of
from loaders import TEMPLATE_TITLES, TEMPLATES, areas_within, form_years, known_area_names, write_template
from pages.input_data.parts import SETS, part_button
from pages.input_data.years_and_places import choose_area_within
from pages.shared.downloads import file_button
from words.screen_text import plain, text

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OTHER = "other"
FIRST_CHOICE = "jpt_village"


def show_forms() -> None:
    """The whole part."""
    version = data_version()
    st.markdown("เลือกแบบฟอร์ม ปี และพื้นที่ แล้วดาวน์โหลดไปกรอก ไฟล์ที่กรอกแล้วนำเข้าได้เลย ไม่ต้องตั้งค่าอะไรเพิ่ม")
    name = st.selectbox(
        "แบบฟอร์ม", list(TEMPLATE_TITLES), index=list(TEMPLATE_TITLES).index(FIRST_CHOICE), key="form-name",
        format_func=lambda each: plain(TEMPLATE_TITLES[each]),
        placeholder="เลือกแบบฟอร์ม", width=520,
    )  # fmt: skip
    chosen = None if name == OTHER else _choose_set(the_catalogue(version), name)
    if name != OTHER and chosen is None:
        return
    year = _choose_year(chosen)
    area_code = choose_area_within(version, "form")
    areas = areas_within(known_area_names(the_warehouse()), area_code) if area_code else {}
    _say_areas(area_code, areas)
    file_button(
        "ดาวน์โหลดแบบฟอร์ม", lambda: _written(name, chosen, year, areas), Audience.WITHOUT_FIGURES,
        f"{TEMPLATE_TITLES[name].split(' (')[0].replace(' ', '_')}_{area_code or 'เปล่า'}_{year or ''}.xlsx",
        XLSX, "form-download", ":material/download:", "content", "primary",
    )  # fmt: skip
    if chosen is not None:
        _say_waiting(the_catalogue(version), chosen.survey)


def _choose_set(catalogue: Catalogue, name: str) -> IndicatorSet | None:
    """A set of the form's survey whose indicators are held, the newest first; None, with words, where there is none."""
    survey = str(TEMPLATES["template"][name]["survey"])
    sets = sorted(catalogue.of_survey(survey), key=lambda each: -each.last_year)
    complete = {each.id: each for each in sets if each.is_complete}
    if not complete:
        _say_waiting(catalogue, survey)
        return None
    set_id = st.selectbox(
        f"ชุดตัวชี้วัด {SURVEYS[survey]}", list(complete), format_func=lambda each: plain(complete[each].title),
        key=f"form-set-{survey}", placeholder="เลือกชุด", width=520,
    )  # fmt: skip
    return complete[set_id]


def _say_waiting(catalogue: Catalogue, survey: str) -> None:
    """The sets of which the program holds no names yet, and where to give them."""
    waiting = [each.title for each in catalogue.of_survey(survey) if not each.is_complete]
    if waiting:
        st.caption(f"ยังไม่มีรายชื่อตัวชี้วัดของ {text(' · '.join(waiting))} จึงยังทำแบบฟอร์มของปีเหล่านั้นไม่ได้")
        part_button("ใส่รายชื่อตัวชี้วัด", SETS, "forms-to-sets", ":material/playlist_add:")


def _choose_year(chosen: IndicatorSet | None) -> int | None:
    if chosen is None:
        return None
    return st.selectbox(
        "ปี พ.ศ. ของการสำรวจ", form_years(chosen), key=f"form-year-{chosen.id}", placeholder="เลือกปี", width=220
    )


def _say_areas(area_code: str, areas: Mapping[str, str]) -> None:
    villages = [code for code in areas if level_of(code) == "village"]
    if villages:
        st.caption(f"แบบฟอร์มจะมีรหัสและชื่อ {len(villages):,} {LEVELS['village']} ในพื้นที่นี้ให้แล้ว")
    elif area_code:
        st.caption("โปรแกรมยังไม่รู้ชื่อหมู่บ้านในพื้นที่นี้ (รู้จักเมื่อเคยนำเข้าข้อมูล) แบบฟอร์มจะมีรหัสพื้นที่ที่เลือกให้หนึ่งแถว")
    else:
        st.caption("แบบฟอร์มจะว่าง ให้กรอกรหัสพื้นที่เอง")


def _written(name: str, chosen: IndicatorSet | None, year: int | None, areas: Mapping[str, str]) -> bytes:
    target = BytesIO()
    write_template(name, target, chosen, year_be=year, areas=dict(areas) or None)
    return target.getvalue()
