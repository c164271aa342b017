"""One file on the screen: outcome, what saving it would do, its problems, its figures, and what to do next."""

import streamlit as st

from app.state import data_version, the_catalogue
from catalogue import SURVEYS, CatalogueError
from catalogue.areas import LEVELS
from loaders import (
    CHECKED,
    ERA,
    UNCHANGED,
    FileReport,
    Inspection,
    TableChoice,
    TakenRows,
    layout_words,
    report_text,
)
from pages.input_data.column_tables import show_rows
from pages.input_data.columns import show_columns
from pages.input_data.owner_files import is_of_households, show_failing_households, show_return
from pages.input_data.parts import FORMS, part_button
from pages.input_data.preview import show_before_and_after, show_figures
from pages.input_data.problems import show_problems
from pages.input_data.questions import ask_inversion, ask_shares, ask_what_is_missing, lacks_year
from pages.input_data.saved_mappings import offer_to_remember
from pages.input_data.uploaded_files import WaitingFile, read_again, remove_file
from pages.shared.look import plain_lines
from words.screen_text import Shown, text


def show_file(file: WaitingFile) -> None:
    """The card of one waiting file."""
    with st.container(border=True, key=f"file-{file.sha256[:12]}"):
        if file.inspection is None:
            _show_unread(file)
            return
        report = file.inspection.report
        st.markdown(f"**{text(report.file)}**")
        if file.inspection.tables:
            _show_by_columns(file, file.inspection)
        elif not ask_what_is_missing(file):
            _show_outcome(file, report)
            ask_inversion(file)
            ask_shares(file)
            _show_counts(report)
            _offer_good_rows(file, file.inspection)
            _show_details(file, file.inspection)
        st.button("นำไฟล์นี้ออก", key=f"remove-{file.sha256}", icon=":material/close:", type="tertiary",
                  on_click=remove_file, args=(file.sha256,))  # fmt: skip


def _show_by_columns(file: WaitingFile, inspection: Inspection) -> None:
    """A file that no layout knows: the questions first, and below them what came of the last check."""
    if inspection.batch is None:
        is_known = inspection.report.layout is not None  # a saved mapping or the person has said what it is
        is_new = not is_known and (file.choice is None or file.choice.mapping is None)
        if is_known and lacks_year(inspection.report):
            st.markdown(_recognised(inspection))
            ask_what_is_missing(file)
            with st.expander("แก้การจับคู่คอลัมน์", icon=":material/edit:"):
                show_columns(file)
            return
        if is_new:
            st.info("ยังไม่รู้จักรูปแบบของไฟล์นี้ ดูสีของแถวด้านล่าง บอกว่าเป็นข้อมูลอะไร แล้วกดตรวจ", icon=":material/table_view:")
        else:
            _show_outcome(file, inspection.report)
            ask_shares(file)
            show_problems(inspection.report.problems, f"file-{file.sha256[:12]}")
        show_columns(file)
        if file.choice is not None:
            _offer_to_begin_again(file)
        if is_new:
            part_button("หรือดาวน์โหลดแบบฟอร์มของโปรแกรม", FORMS, f"{file.sha256[:12]}-forms", ":material/description:")
        return
    _show_outcome(file, inspection.report)
    ask_inversion(file)
    ask_shares(file)
    _show_counts(inspection.report)
    _offer_good_rows(file, inspection)
    offer_to_remember(file)
    _show_details(file, inspection)
    with st.expander("แก้การจับคู่คอลัมน์", icon=":material/edit:"):
        show_columns(file)
        _offer_to_begin_again(file)


def _offer_to_begin_again(file: WaitingFile) -> None:
    st.button("ล้างที่บอกไว้ ให้โปรแกรมอ่านเองใหม่", key=f"begin-again-{file.sha256}", type="tertiary",
              icon=":material/restart_alt:", on_click=read_again, args=(file.sha256,),
              kwargs={"choice": None, "inverted": None, "shares": None})  # fmt: skip


def _recognised(inspection: Inspection) -> Shown:
    mapping = inspection.tables[0].mapping
    title = _set_title(mapping.set_id)
    return f"จำรูปแบบ «{text(mapping.name)}» ได้ ({title})" if mapping.name else title


def _show_unread(file: WaitingFile) -> None:
    st.markdown(f"**{text(file.name)}** · ยังไม่ได้อ่าน")
    with st.container(horizontal=True, gap="small"):
        st.button("อ่านไฟล์นี้", key=f"read-{file.sha256}", on_click=read_again, args=(file.sha256,), type="primary")
        st.button("นำไฟล์นี้ออก", key=f"remove-{file.sha256}", on_click=remove_file, args=(file.sha256,), type="tertiary")


def _show_outcome(file: WaitingFile, report: FileReport) -> None:
    if report.outcome == UNCHANGED:
        st.info("ข้อมูลเดียวกันนี้นำเข้าไว้แล้ว บันทึกซ้ำก็ไม่มีอะไรเปลี่ยน", icon=":material/check:")
    elif file.open_questions:
        st.info(f"อ่านได้ครบ แต่มีคำถาม {file.open_questions} ข้อก่อนบันทึก", icon=":material/help:")
    elif report.outcome == CHECKED:
        only = f" เฉพาะแถวที่ถูกต้อง {report.rows_loaded:,} แถว (ไม่รับ {report.rows_refused:,} แถว)"
        left_out = only if file.skip_bad_rows else ""
        st.success(f"ตรวจแล้ว พร้อมบันทึก{left_out}", icon=":material/check_circle:")
    elif file.inspection is not None and file.inspection.has_bad_rows:
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


def _show_counts(report: FileReport) -> None:
    if not report.survey:
        return
    made_up = " · ข้อมูลสังเคราะห์" if report.is_synthetic else ""
    what = f"**{SURVEYS[report.survey]} ปี {report.year_be}** · {_set_title(report.catalogue)}{made_up}"
    if report.facts:
        what += f" · {report.areas:,} {LEVELS.get(report.level or '', 'พื้นที่')} · {report.facts:,} ตัวเลข"
    lines = [what]
    lines.append(
        f"อ่าน {report.rows_read:,} แถว = นำเข้า {report.rows_loaded:,} + ไม่รับ {report.rows_refused:,} "
        f"+ หัวตาราง แถวรวม และหมายเหตุ {report.rows_recognised:,}"
    )
    if report.repairs:
        repaired = " · ".join(f"{text(kind)} {count:,} จุด" for kind, count in report.repairs.items())
        lines.append(f"ปรับให้แล้ว: {repaired}")
    if report.columns_dropped:
        lines.append(f"คอลัมน์ที่ไม่เก็บ: {text(', '.join(report.columns_dropped))}")
    st.markdown("  \n".join(lines))


def _set_title(set_id: str | None) -> Shown:
    try:
        return text(the_catalogue(data_version()).get(str(set_id)).title)
    except CatalogueError:
        return "ข้อมูลชุดใหม่จากไฟล์นี้"


def _offer_good_rows(file: WaitingFile, inspection: Inspection) -> None:
    """The first choice is to mend the file; importing the rest takes a tick and a confirmation, and stays on record."""
    show_return(file, inspection)
    if file.skip_bad_rows:
        st.button("ไม่เอาแล้ว กลับไปแก้ไฟล์", key=f"whole-{file.sha256}", on_click=read_again, args=(file.sha256,),
                  kwargs={"skip_bad_rows": False})  # fmt: skip
        return
    if not (inspection.report.refused and inspection.has_bad_rows):
        return
    report = inspection.report
    good = report.rows_read - report.rows_recognised - report.rows_faulty
    if st.checkbox("หรือ นำเข้าเฉพาะแถวที่ถูกต้อง", key=f"skip-{file.sha256}"):
        st.markdown(
            f"จะนำเข้า {good:,} แถว และทิ้ง {report.rows_faulty:,} แถวที่มีปัญหา ยอดรวมของพื้นที่จึงอาจไม่ครบ "
            "รายการนำเข้าจะบันทึกไว้ว่าไม่รับกี่แถว"
        )
        st.button(f"ยืนยัน นำเข้าเฉพาะ {good:,} แถวที่ถูกต้อง", key=f"confirm-{file.sha256}", on_click=read_again,
                  args=(file.sha256,), kwargs={"skip_bad_rows": True})  # fmt: skip


def _show_details(file: WaitingFile, inspection: Inspection) -> None:
    report = inspection.report
    key = f"file-{file.sha256[:12]}"
    if inspection.batch is None:
        show_problems(report.problems, key)
        if inspection.rows_taken is not None:
            with st.expander("แถวในไฟล์ที่อ่านได้", icon=":material/table_rows:"):
                _show_rows_taken(file, inspection.rows_taken, report)
        elif report.layout is not None:
            _offer_columns(file)
        if report.layout is None:
            part_button("ดาวน์โหลดแบบฟอร์มของโปรแกรม", FORMS, f"{key}-forms", ":material/description:")
        return
    count = f" ({len(report.problems):,})" if report.problems else ""
    names = [f"ปัญหาที่พบ{count}", "ตัวเลขในไฟล์", "เรดาร์เทียบของเดิม", "รายงาน"]
    taken = inspection.rows_taken
    problems, figures, radar, file_as_read, *rows = st.tabs([*names, "แถวในไฟล์"] if taken else names)
    with problems:
        show_problems(report.problems, key)
    with figures:
        show_figures(inspection, key, file.version)
    with radar:
        show_before_and_after(inspection, key, file.version)
    with file_as_read:
        st.text(plain_lines(report_text(report)))
    if taken is not None:
        with rows[0]:
            _show_rows_taken(file, taken, report)
    if is_of_households(inspection):
        show_failing_households(file, inspection, key)


def _show_rows_taken(file: WaitingFile, taken: TakenRows, report: FileReport) -> None:
    """Which layout knew the file, by how many of its headings, and what each row was taken as."""
    title = layout_words(str(report.layout))
    share = f"หัวคอลัมน์ตรง {taken.known:d} จาก {taken.headed:d} ({100 * taken.known / max(1, taken.headed):.0f}%)"
    st.caption(f"อ่านโดย{text(title)} · {share} · แผ่นงาน {text(taken.sheet)} · ••• คือคอลัมน์ที่ไม่เก็บ")
    show_rows(taken)
    _offer_columns(file)


def _offer_columns(file: WaitingFile) -> None:
    st.button("แถวหรือคอลัมน์ไม่ถูก? บอกเองทีละคอลัมน์", key=f"by-hand-{file.sha256}", icon=":material/edit:",
              on_click=read_again, args=(file.sha256,), kwargs={"choice": TableChoice("")})  # fmt: skip
