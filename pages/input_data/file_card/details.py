"""What was found in a file that was read: its place and year, the outcome, its counts, its rows, and its figures before
they are saved: the first areas, and the radar beside what stands in the warehouse."""

import pandas as pd
import streamlit as st

from analysis.core.areas import titled
from app.state import area_title, data_version, the_catalogue, the_warehouse
from catalogue import CatalogueError, IndicatorSet, parse_set
from catalogue.areas import LEVELS
from charts.radar_diagram import radar_figure
from charts.theme import MEASURE_NAME, measure_of
from loaders import (
    CHECKED,
    ERA,
    UNCHANGED,
    Comparison,
    FileReport,
    Inspection,
    TableChoice,
    common_area,
    compare_with_present,
    first_rows,
    known_area_names,
    layout_words,
    report_text,
)
from pages.input_data.file_card.owner_files import is_of_households, show_failing_households
from pages.input_data.file_card.rows_preview import show_rows
from pages.input_data.parts import FORMS, part_button
from pages.input_data.problems import show_problems
from pages.input_data.uploaded_files import WaitingFile, read_again
from pages.shared.look import chart_with_table, plain_lines, show_table
from warehouse import StagedBatch
from words.numbers import heading_of
from words.screen_text import Shown, plain, text

AREAS_SHOWN = 8
MOST_CHOICES = 400
ALL_AREAS = "ทุกพื้นที่ในไฟล์รวมกัน"


def show_heading(file: WaitingFile, inspection: Inspection) -> None:
    """The place, its parts and the year; below them which file it is and of what."""
    report, batch = inspection.report, inspection.batch
    if batch is None:
        st.markdown(f"**{text(report.file)}**")
        return
    parts = f"{report.areas:,} {LEVELS[report.level]} · " if report.level and report.areas > 1 else ""
    st.markdown(f"#### {place_of(batch, file.version)} · {parts}ปี {batch.year_be}")
    made_up = " · ข้อมูลสังเคราะห์" if report.is_synthetic else ""
    figures = f" · {report.facts:,} ตัวเลข" if report.facts else ""
    title = text(inspection.set_definition["title"]) if inspection.set_definition else set_title(report.catalogue)
    st.markdown(f"{text(report.file)} · {title}{figures}{made_up}")


def place_of(batch: StagedBatch, version: str) -> Shown:
    """The smallest area that holds all of a file, with its level word; one village by the name the file gives it."""
    code = _area_of(batch.content_sha256(), batch)
    named = batch.area_names[batch.area_names["area_code"] == code]["area_name"]
    return text(titled(code, str(named.iloc[0])) if len(named) else area_title(version, code))


@st.cache_data(max_entries=200, show_spinner=False)
def _area_of(content_sha256: str, _batch: StagedBatch) -> str:
    """Once for each content: a nation has 84,000 codes, and every rerun of the page shows the place."""
    del content_sha256
    return common_area([str(code) for code in _batch.facts["area_code"].unique()])


def set_title(set_id: str | None) -> Shown:
    """The title of a set; of one that is kept nowhere yet, what it is."""
    try:
        return text(the_catalogue(data_version()).get(str(set_id)).title)
    except CatalogueError:
        return "ข้อมูลชุดใหม่จากไฟล์นี้"


def show_outcome(file: WaitingFile, inspection: Inspection) -> None:
    """Whether it can be saved, and if not what holds it back; what saving it would replace."""
    report = inspection.report
    if report.outcome == UNCHANGED:
        st.info("ข้อมูลเดียวกันนี้นำเข้าไว้แล้ว บันทึกซ้ำก็ไม่มีอะไรเปลี่ยน", icon=":material/check:")
    elif file.open_questions:
        st.info(f"อ่านได้ครบ แต่มีคำถาม {file.open_questions} ข้อก่อนบันทึก", icon=":material/help:")
    elif report.outcome == CHECKED:
        only = f" เฉพาะแถวที่ถูกต้อง {report.rows_loaded:,} แถว (ไม่รับ {report.rows_refused:,} แถว)"
        left_out = only if file.skip_bad_rows else ""
        st.success(f"ตรวจแล้ว พร้อมบันทึก{left_out}", icon=":material/check_circle:")
    elif inspection.has_bad_rows:
        st.error(f"มี {report.rows_faulty:,} แถวที่ต้องแก้ จึงยังไม่พร้อมบันทึก แก้ในไฟล์แล้วส่งใหม่", icon=":material/error:")
    elif _asks_era(report):
        st.info("ปีในตารางมีสองหลัก เลือกด้านล่างว่าเป็น พ.ศ. หรือ ค.ศ. แล้วกดตรวจอีกครั้ง", icon=":material/help:")
    elif report.rows_faulty and all(each.row or each.count_more for each in report.errors):
        st.error(f"ทั้ง {report.rows_faulty:,} แถวต้องแก้ จึงนำเข้าไม่ได้ แก้ในไฟล์แล้วส่งใหม่", icon=":material/error:")
    else:
        st.error("ไฟล์นี้นำเข้าไม่ได้ ไม่มีข้อมูลใดถูกบันทึก", icon=":material/error:")
    for batch in report.replaced:
        st.warning(
            f"จะแทนที่การนำเข้าครั้งที่ {batch.batch_id} ({text(batch.file_name)}) "
            f"{batch.areas:,} พื้นที่ {batch.facts:,} ตัวเลข กดยกเลิกได้ภายหลัง",
            icon=":material/swap_horiz:",
        )


def _asks_era(report: FileReport) -> bool:
    """True when years of two digits are all that holds the file back."""
    return bool(report.errors) and all(each.asks == ERA for each in report.errors)


def show_details(file: WaitingFile, inspection: Inspection) -> None:
    """The one preview of every file: counts, radar, problems, figures and rows; problems first where some hold it."""
    if inspection.batch is None:
        _show_refused(file, inspection)
        return
    _show_counts(inspection.report)
    key = f"file-{file.sha256[:12]}"
    if inspection.report.refused:
        _show_tabs(file, inspection, key)
        return
    show_before_and_after(inspection, key, file.version)
    _show_tabs(file, inspection, key)


def _show_refused(file: WaitingFile, inspection: Inspection) -> None:
    report = inspection.report
    key = f"file-{file.sha256[:12]}"
    show_problems(report.problems, key)
    if inspection.rows_taken is not None:
        with st.expander("แถวในไฟล์ที่อ่านได้", icon=":material/table_rows:"):
            _show_rows_taken(file, inspection)
    elif report.layout is not None:
        _offer_columns(file)
    if report.layout is None:
        part_button("ดาวน์โหลดแบบฟอร์มของโปรแกรม", FORMS, f"{key}-forms", ":material/description:")


def _show_counts(report: FileReport) -> None:
    lines: list[str] = [
        f"อ่าน {report.rows_read:,} แถว = นำเข้า {report.rows_loaded:,} + ไม่รับ {report.rows_refused:,} "
        f"+ หัวตาราง แถวรวม และหมายเหตุ {report.rows_recognised:,}"
    ]
    if report.repairs:
        repaired = " · ".join(f"{text(kind)} {count:,} จุด" for kind, count in report.repairs.items())
        lines.append(f"ปรับให้แล้ว: {repaired}")
    if report.columns_dropped:
        lines.append(f"คอลัมน์ที่ไม่เก็บ: {text(', '.join(report.columns_dropped))}")
    st.markdown("  \n".join(lines))


def _show_tabs(file: WaitingFile, inspection: Inspection, key: str) -> None:
    problems = inspection.report.problems
    count = f" ({len(problems):,})" if problems else ""
    has_rows = inspection.rows_taken is not None
    found, figures, report, *rows = st.tabs(
        [f"ปัญหาที่พบ{count}", "ตัวเลขในไฟล์", "รายงาน", *(["แถวในไฟล์"] if has_rows else [])]
    )
    with found:
        show_problems(problems, key)
    with figures:
        show_figures(inspection, key, file.version)
    with report:
        st.text(plain_lines(report_text(inspection.report)))
    if has_rows:
        with rows[0]:
            _show_rows_taken(file, inspection)
    if is_of_households(inspection):
        show_failing_households(file, inspection, key)


def _show_rows_taken(file: WaitingFile, inspection: Inspection) -> None:
    """Which layout knew the file, by how many of its headings, and what each row was taken as."""
    taken = inspection.rows_taken
    assert taken is not None  # noqa: S101 - asked before
    title = layout_words(str(inspection.report.layout))
    share = f"หัวคอลัมน์ตรง {taken.known:d} จาก {taken.headed:d} ({100 * taken.known / max(1, taken.headed):.0f}%)"
    st.caption(f"อ่านโดย{text(title)} · {share} · แผ่นงาน {text(taken.sheet)} · ••• คือคอลัมน์ที่ไม่เก็บ")
    show_rows(taken)
    _offer_columns(file)


def _offer_columns(file: WaitingFile) -> None:
    st.button("แถวหรือคอลัมน์ไม่ถูก? บอกเองทีละคอลัมน์", key=f"by-hand-{file.sha256}", icon=":material/edit:",
              on_click=read_again, args=(file.sha256,), kwargs={"choice": TableChoice("")})  # fmt: skip


def show_figures(inspection: Inspection, key: str, version: str) -> None:
    """The first areas as the file gives them: names and counts only, nothing personal can be among them."""
    batch, indicator_set = inspection.batch, _set_of(inspection, version)
    if batch is None or indicator_set is None:
        st.markdown("ไม่มีตัวเลขให้ดู")
        return
    names = known_area_names(the_warehouse())
    show_table(first_rows(batch, indicator_set, names, AREAS_SHOWN), f"{key}-figures")
    meaning = {"count": "ไม่ผ่านเกณฑ์ จาก ที่สำรวจ", "score": "ระดับปัญหา 1 มาก 2 ปานกลาง 3 น้อย", "value": "ค่าที่รายงาน"}
    st.caption(f"{AREAS_SHOWN} พื้นที่แรกของไฟล์ · ตัวเลขคือ {meaning[indicator_set.measure]} · ขีดคือไม่มีข้อมูล")


def show_before_and_after(inspection: Inspection, key: str, version: str) -> None:
    """The radar the file gives, the present one dashed behind it, and the indicators that change most."""
    batch, indicator_set = inspection.batch, _set_of(inspection, version)
    if batch is None or indicator_set is None:
        st.markdown("ไม่มีตัวเลขให้ดู")
        return
    area_code = _choose_area(batch, key)
    compared = _compared(batch.content_sha256(), version, area_code, batch, indicator_set)
    present = [] if compared.present_year is None else [(f"ที่มีอยู่ ปี {compared.present_year}", compared.present_axes)]
    if compared.file_axes["problem_pct"].isna().all():
        st.markdown("วางบนเรดาร์ไม่ได้ เพราะยังไม่ได้บอกค่าต่ำสุดและสูงสุดของคอลัมน์")
        return
    measure = measure_of(indicator_set.measure)
    figure = radar_figure(compared.file_axes, present, measure, name=f"ในไฟล์ ปี {batch.year_be}")
    st.markdown(_comparison_words(compared, batch))
    caption = f"{batch.file_name} เทียบกับข้อมูลที่มีอยู่ {MEASURE_NAME[measure]}"
    chart_with_table(figure, _changes_table(compared, indicator_set), f"{key}-radar", caption)


@st.cache_data(max_entries=50, show_spinner=False)
def _compared(
    content_sha256: str, version: str, area_code: str | None, _batch: StagedBatch, _set: IndicatorSet
) -> Comparison:
    """The comparison, once for each content, state of the data and area: every rerun of the page shows it."""
    del content_sha256, version
    return compare_with_present(the_warehouse(), _batch, _set, area_code)


def _choose_area(batch: StagedBatch, key: str) -> str | None:
    codes = sorted({str(code) for code in batch.facts["area_code"]})
    if not 1 < len(codes) <= MOST_CHOICES:
        return None
    names: dict[str, str] = dict(known_area_names(the_warehouse())) | dict(
        zip(batch.area_names["area_code"], batch.area_names["area_name"], strict=True)
    )
    options = ["", *codes]
    chosen = st.selectbox(
        "พื้นที่", options, key=f"{key}-area", width=360, placeholder="เลือกพื้นที่",
        format_func=lambda code: (
            f"{plain(names.get(code, 'รหัส'))} ({plain(code)})" if code else f"{ALL_AREAS} {len(codes):,} แห่ง"
        ),
    )  # fmt: skip
    return chosen or None


def _comparison_words(compared: Comparison, batch: StagedBatch) -> Shown:
    if compared.present_year is None:
        return "ยังไม่มีข้อมูลของพื้นที่นี้ให้เทียบ เส้นทึบคือตัวเลขในไฟล์"
    same = compared.present_year == batch.year_be
    what = "ปีเดียวกันที่จะถูกแทนที่" if same else f"ปี {compared.present_year} ซึ่งใกล้ที่สุด"
    return text(f"เส้นทึบคือตัวเลขในไฟล์ เส้นประคือข้อมูลที่มีอยู่ของ{what}")


def _changes_table(compared: Comparison, indicator_set: IndicatorSet) -> pd.DataFrame:
    """The indicators that change most first; where nothing stands to compare with, those with the largest problem."""
    table = compared.indicators.dropna(subset=["file_pct"])
    first = table["change_pct"].abs()
    if compared.present_year is None:
        table, first = table.drop(columns=["present_pct"]), table["file_pct"]
    table = table.reindex(first.sort_values(ascending=False, na_position="last", kind="stable").index)
    heads = {
        "problem_label": "ปัญหา",
        "file_pct": "ในไฟล์ (%)",
        "present_pct": "ที่มีอยู่ (%)",
        "change_pct": "ต่างกัน (จุด)",
    }
    heads = {name: heading_of(head, indicator_set.measure) for name, head in heads.items()}
    left_out = ["indicator_code", *(["change_pct"] if compared.present_year is None else [])]
    return table.drop(columns=left_out).rename(columns=heads)


def _set_of(inspection: Inspection, version: str) -> IndicatorSet | None:
    """The set of the file's figures: one it brings itself, or one of the catalogue."""
    try:
        if inspection.set_definition is not None:
            return parse_set(inspection.set_definition)
        return the_catalogue(version).get(str(inspection.report.catalogue))
    except CatalogueError:
        return None
