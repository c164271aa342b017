"""What was found in a file that was read: its place and year, the outcome, its counts, its radar and its rows."""

import streamlit as st

from analysis.core.areas import titled
from app.state import area_title, data_version, the_catalogue
from catalogue import CatalogueError
from catalogue.areas import LEVELS
from loaders import CHECKED, ERA, UNCHANGED, FileReport, Inspection, TableChoice, common_area, layout_words, report_text
from pages.input_data.file_card.owner_files import is_of_households, show_failing_households
from pages.input_data.file_card.preview import show_before_and_after, show_figures
from pages.input_data.file_card.rows_preview import show_rows
from pages.input_data.parts import FORMS, part_button
from pages.input_data.problems import show_problems
from pages.input_data.uploaded_files import WaitingFile, read_again
from pages.shared.look import plain_lines
from warehouse import StagedBatch
from words.screen_text import Shown, text


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
