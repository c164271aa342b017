"""A file that no layout knows: the person says what the table, its rows and its columns are, then it is checked; what
was said is kept under a name, so that a file of the same headings is known next time."""

import pandas as pd
import streamlit as st

from app.state import data_version, the_catalogue, the_warehouse
from catalogue import CatalogueError, IndicatorSet
from loaders import (
    ERA,
    Mapping,
    OtherData,
    TableChoice,
    TablePreview,
    column_kinds,
    field_words,
    indicators_of,
    is_by_household,
    known_mappings,
)
from pages.input_data.file_card import column_tables as fields
from pages.input_data.file_card import column_tables as values
from pages.input_data.file_card.details import show_outcome
from pages.input_data.file_card.questions import ask_shares
from pages.input_data.file_card.rows_preview import edit_rows
from pages.input_data.parts import FORMS, part_button
from pages.input_data.problems import show_problems
from pages.input_data.uploaded_files import WaitingFile, read_again
from pages.input_data.years_and_places import areas_below, survey_years
from warehouse import remove_mapping, save_mapping
from words.screen_text import Shown, ShownPlain, plain, text

OTHER = "other"
DEEPER = {2: ("อำเภอ", 4), 4: ("ตำบล", 6)}


def show_columns_step(file: WaitingFile) -> None:
    """What came of the last check, if any, and the questions of the table, its rows and its columns."""
    inspection = file.inspection
    assert inspection is not None  # noqa: S101 - a file whose columns are asked was read
    st.markdown(f"**{text(inspection.report.file)}**")
    is_new = inspection.report.layout is None and (file.choice is None or file.choice.mapping is None)
    if is_new:
        st.info("ยังไม่รู้จักรูปแบบของไฟล์นี้ ดูสีของแถวด้านล่าง บอกว่าเป็นข้อมูลอะไร แล้วกดตรวจ", icon=":material/table_view:")
    else:
        show_outcome(file, inspection)
        ask_shares(file)
        show_problems(inspection.report.problems, f"file-{file.sha256[:12]}")
    show_columns(file)
    if file.choice is not None:
        _offer_to_begin_again(file)
    if is_new:
        part_button("หรือดาวน์โหลดแบบฟอร์มของโปรแกรม", FORMS, f"{file.sha256[:12]}-forms", ":material/description:")


def show_columns_again(file: WaitingFile) -> None:
    """The same questions, closed, for a file that is past them."""
    with st.expander("แก้การจับคู่คอลัมน์", icon=":material/edit:"):
        show_columns(file)
        if file.choice is not None:
            _offer_to_begin_again(file)


def _offer_to_begin_again(file: WaitingFile) -> None:
    st.button("ล้างที่บอกไว้ ให้โปรแกรมอ่านเองใหม่", key=f"begin-again-{file.sha256}", type="tertiary",
              icon=":material/restart_alt:", on_click=read_again, args=(file.sha256,),
              kwargs={"choice": None, "inverted": None, "shares": None})  # fmt: skip


def ask_scope(current: str | None, key: str, *, is_needed: bool) -> str | None:
    """The code chosen, None for the whole country. `is_needed`: names alone seldom say which area is meant."""
    words = "จังหวัดของทั้งตาราง" + ("" if is_needed else " (ไม่เลือกก็ได้)")
    code = _choose(words, areas_below(""), (current or "")[:2], f"scope-2-{key}")
    for digits in (2, 4):
        if code and len(code) == digits:
            level, length = DEEPER[digits]
            deeper = _choose(
                f"{level} (ไม่เลือกก็ได้)", areas_below(code), (current or "")[:length], f"scope-{length}-{key}-{code}"
            )
            code = deeper or code
    return code


def _choose(label: Shown, names: dict[str, str], current: str, key: str) -> str | None:
    codes = list(names)
    return st.selectbox(
        label, codes, index=codes.index(current) if current in codes else None, key=key, placeholder="เลือก",
        format_func=lambda code: plain(names[code]), width=220,
    )  # fmt: skip


def show_columns(file: WaitingFile) -> None:
    """The questions of one file, from the table to its columns, and the button that checks it so."""
    inspection = file.inspection
    assert inspection is not None  # noqa: S101 - only drawn for a file that was read
    preview = inspection.tables[0]
    key = f"{file.sha256[:12]}-{preview.sheet}-{preview.number}"
    _choose_table(file, inspection.tables)
    if preview.advice:
        st.warning(f"ตารางนี้ยังไม่เป็นแบบหนึ่งแถวต่อหนึ่งพื้นที่ {text(preview.advice)}", icon=":material/table_rows:")
    roles = edit_rows(preview, f"{key}-{hash(_roles(file))}")
    if roles:
        st.button("ใช้ชนิดแถวที่แก้", key=f"roles-{key}", icon=":material/refresh:", on_click=_read_rows, args=(file, roles))
        return
    set_id = _choose_set(file, preview, key)
    if set_id is None:
        st.caption("เลือกชนิดของข้อมูลก่อน แล้วโปรแกรมจะเสนอว่าแต่ละคอลัมน์คืออะไร")
        return
    if set_id == OTHER:
        _show_values(file, preview, key)
    else:
        _show_fields(file, preview, the_catalogue(data_version()).get(set_id), key)


def _choose_table(file: WaitingFile, tables: tuple[TablePreview, ...]) -> None:
    if len(tables) < 2:
        return
    ordered = sorted(tables, key=lambda each: (each.hidden, each.sheet, each.number))
    keys = [(each.sheet, each.number) for each in ordered]
    words = {(each.sheet, each.number): _table_words(each) for each in ordered}
    key = f"table-{file.sha256}"
    st.session_state[key] = (tables[0].sheet, tables[0].number)
    st.selectbox(
        f"ไฟล์นี้มี {len(tables)} ตาราง นำเข้าตารางไหน", keys, format_func=words.__getitem__, key=key, width=560,
        on_change=_table_chosen, args=(file.sha256, key),
    )  # fmt: skip


def _table_words(preview: TablePreview) -> ShownPlain:
    hidden = " (แผ่นงานซ่อน)" if preview.hidden else ""
    rows = f"แถว {preview.first_row:,}–{preview.last_row:,} · ข้อมูล {preview.counts.get('data', 0):,} แถว"
    return f"แผ่นงาน {plain(preview.sheet)}{hidden} · {rows}"


def _table_chosen(sha256: str, key: str) -> None:
    sheet, number = st.session_state[key]
    read_again(sha256, choice=TableChoice(sheet, number))


def _roles(file: WaitingFile) -> tuple[tuple[int, str], ...]:
    return file.choice.roles if file.choice else ()


def _read_rows(file: WaitingFile, roles: dict[int, str]) -> None:
    assert file.inspection is not None  # noqa: S101
    preview, together = file.inspection.tables[0], dict(_roles(file)) | roles
    choice = TableChoice(preview.sheet, preview.number, tuple(sorted(together.items())), _current_set(file, preview))
    read_again(file.sha256, choice=choice)


def _current_set(file: WaitingFile, preview: TablePreview) -> str | None:
    return file.choice.set_id if file.choice and file.choice.set_id else preview.mapping.set_id


def _choose_set(file: WaitingFile, preview: TablePreview, key: str) -> str | None:
    """The set, or OTHER; a change proposes the columns anew."""
    sets = [each for each in the_catalogue(data_version()).sets if each.is_complete]
    titles = {each.id: each.title for each in sorted(sets, key=lambda each: each.title)} | {OTHER: "ข้อมูลอื่น (ตั้งชื่อเอง)"}
    current = OTHER if file.choice and file.choice.other else _current_set(file, preview)
    options = list(titles)
    widget = f"set-{key}"
    if widget not in st.session_state and current in options:
        st.session_state[widget] = current
    return st.selectbox(
        "ข้อมูลในตารางนี้คือ", options, index=None, format_func=lambda each: plain(titles[each]), key=widget, width=560,
        placeholder="เลือกชนิดของข้อมูล", on_change=_set_chosen, args=(file, widget),
    )  # fmt: skip


def _set_chosen(file: WaitingFile, widget: str) -> None:
    chosen = st.session_state[widget]
    if chosen in (None, OTHER) or file.inspection is None:
        return
    preview = file.inspection.tables[0]
    read_again(file.sha256, choice=TableChoice(preview.sheet, preview.number, _roles(file), chosen))


def _show_fields(file: WaitingFile, preview: TablePreview, indicator_set: IndicatorSet, key: str) -> None:
    _offer_households(file, preview, indicator_set, key)
    st.markdown("**แต่ละคอลัมน์คืออะไร** โปรแกรมเสนอให้แล้ว แก้ได้ในช่อง «คือ»")
    table = fields.fields_table(preview, indicator_set)
    options = [field_words(field, indicator_set) for field in fields.fields_of(indicator_set, preview.mapping)]
    edited = st.data_editor(
        table,
        key=f"fields-{key}-{_mark(preview.mapping)}",
        hide_index=True,
        placeholder="",
        disabled=[name for name in table.columns if name != fields.FIELD],
        column_config={
            fields.LETTER: st.column_config.TextColumn(width=64, pinned=True),
            fields.FIELD: st.column_config.SelectboxColumn(options=options, required=True, width=300),
            fields.SURENESS: st.column_config.ProgressColumn(format="%d", min_value=0, max_value=100, width=90),
        },
        column_order=[fields.LETTER, fields.HEADING, fields.FIELD, fields.SAMPLES, fields.SURENESS, fields.REASON],
    )
    mapping = fields.edited_mapping(preview.mapping, pd.DataFrame(edited), indicator_set)
    mapping = _ask_meaning_of_one(mapping, key)
    _check_button(file, preview, mapping, None, key)


def _offer_households(file: WaitingFile, preview: TablePreview, indicator_set: IndicatorSet, key: str) -> None:
    """The button that makes every column of answers one of households, or the one that takes it back."""
    if indicator_set.measure != "count":
        return
    count = len(preview.mapping.of_kind(*column_kinds.ANSWERS))
    if is_by_household(preview.mapping):
        st.markdown(f":material/home: อ่านเป็น**รายครัวเรือน** {count} คอลัมน์เป็นคำตอบ รวมเป็นยอดรายหมู่บ้านให้ ไม่เก็บรายครัวเรือน")
        st.button("ไม่ใช่รายครัวเรือน", key=f"no-households-{key}", type="tertiary", on_click=_say_households,
                  args=(file, preview, indicator_set, False))  # fmt: skip
        return
    headings = {each.index: (each.heading,) for each in preview.mapping.columns if each.index in preview.answers}
    count = len(indicators_of(headings, indicator_set))
    if count:
        st.button(f"ทั้ง {count} คอลัมน์เป็นคำตอบรายครัวเรือน", key=f"households-{key}", icon=":material/home:",
                  on_click=_say_households, args=(file, preview, indicator_set, True))  # fmt: skip


def _say_households(file: WaitingFile, preview: TablePreview, indicator_set: IndicatorSet, by_household: bool) -> None:
    roles = file.choice.roles if file.choice else ()
    choice = TableChoice(preview.sheet, preview.number, roles, indicator_set.id, by_household=by_household)
    read_again(file.sha256, choice=choice, inverted=None)


def _ask_meaning_of_one(mapping: Mapping, key: str) -> Mapping:
    """The mapping with what 1 (or ✓) means in its answers, as it is chosen here for all of them."""
    if not is_by_household(mapping):
        return mapping
    proposed = fields.meaning_of_one(mapping)
    meaning = st.segmented_control(
        "เลข 1 (หรือ ✓) ในตารางหมายถึง · 0 (หรือ x) คือตรงข้าม",
        list(fields.MEANINGS_OF_ONE),
        default=proposed,
        key=f"one-{key}-{proposed}",
        help="คำว่า ผ่าน ไม่ผ่าน ตก และ 0,n อ่านตามคำ สองข้อแรกช่องว่างคือไม่มีข้อมูล "
        "สองข้อหลังใช้เมื่อทั้งตารางมีเครื่องหมายเดียว ช่องว่างจึงเป็นคำตอบตรงข้าม",
    )
    return mapping if meaning in (None, proposed) else fields.with_meaning_of_one(mapping, str(meaning))


def _show_values(file: WaitingFile, preview: TablePreview, key: str) -> None:
    data = file.choice.other if file.choice else None
    with st.container(horizontal=True, gap="small"):
        title = st.text_input("ชื่อชุดข้อมูล", value=data.title if data else "", key=f"title-{key}", max_chars=80,
                              placeholder="เช่น น้ำประปาหมู่บ้าน", width=320)  # fmt: skip
        source = st.text_input("แหล่งที่มา (ไม่ใส่ก็ได้)", value=data.source if data else "", key=f"source-{key}",
                               max_chars=120, width=320)  # fmt: skip
    st.markdown("**แต่ละคอลัมน์คืออะไร** คอลัมน์ที่ใช้เป็น «ค่า» ต้องมีชื่อ หน่วย และช่วงต่ำสุด–สูงสุด (ใช้วางจุดบนเรดาร์)")
    table = values.values_table(preview, data)
    edited = st.data_editor(
        table,
        key=f"values-{key}-{_mark(preview.mapping)}",
        hide_index=True,
        placeholder="",
        disabled=[fields.LETTER, fields.HEADING, fields.SAMPLES],
        column_config={
            fields.LETTER: st.column_config.TextColumn(width=64, pinned=True),
            fields.HEADING: st.column_config.TextColumn(width=150),
            values.USE: st.column_config.SelectboxColumn(
                options=list(values.uses(preview.mapping)), required=True, width=110
            ),
            values.NAME: st.column_config.TextColumn(width=150),
            values.UNIT: st.column_config.TextColumn(width=80),
            values.DIRECTION: st.column_config.SelectboxColumn(
                options=list(values.DIRECTIONS), required=True, width=100
            ),
            values.ROLLUP: st.column_config.SelectboxColumn(options=list(values.ROLLUPS), required=True, width=120),
            values.LOW: st.column_config.NumberColumn(width=80),
            values.HIGH: st.column_config.NumberColumn(width=80),
            values.AXIS: st.column_config.TextColumn(help="ไม่ใส่: คอลัมน์นี้เป็นแกนของตัวเอง"),
        },
        column_order=[fields.LETTER, fields.HEADING, *values.SAID, fields.SAMPLES],
    )  # fmt: skip
    try:
        mapping, other = values.edited_other_data(preview.mapping, pd.DataFrame(edited), title, source, preview.other)
    except ValueError as error:
        st.info(text(str(error)), icon=":material/edit:")
        return
    _check_button(file, preview, mapping, other, key)


def _mark(mapping: Mapping) -> str:
    """Changes with the mapping: an editor then begins from it."""
    return f"{mapping.set_id}-{abs(hash(tuple(column.field for column in mapping.columns)))}"


def _check_button(
    file: WaitingFile, preview: TablePreview, mapping: Mapping, other: OtherData | None, key: str
) -> None:
    alike = True
    if preview.alike:
        names = ", ".join(text(sheet) for sheet, _ in preview.alike[:6])
        more = f" และอีก {len(preview.alike) - 6}" if len(preview.alike) > 6 else ""
        alike = st.checkbox(f"อ่านแผ่นงานอื่นที่หัวตารางเหมือนกันด้วย: {names}{more}", value=True, key=f"alike-{key}")
    year = file.year_be or preview.year_hint
    with st.container(horizontal=True, gap="small"):
        has_year = bool(mapping.of_kind("year"))
        years = survey_years()
        year = st.selectbox(
            "ปี พ.ศ. ของข้อมูล" + (" (ถ้าในตารางมีหลายปี)" if has_year else ""), years, key=f"year-{key}",
            index=years.index(year) if year in years else None, placeholder="เลือกปี", width=320 if has_year else 220,
        )  # fmt: skip
        scope = ask_scope(file.area_code, key, is_needed=not mapping.of_kind("area_code"))
    era = file.choice.era if file.choice else None
    if era or (file.inspection and any(problem.asks == ERA for problem in file.inspection.report.problems)):
        era = st.segmented_control("ปีสองหลักในตารางเป็น", ["พ.ศ.", "ค.ศ."], default=era, key=f"era-{key}")
    if year is None and not has_year:
        st.caption("เลือกปีก่อน แล้วกดตรวจ")
        return
    choice = TableChoice(preview.sheet, preview.number, _roles(file), mapping.set_id, mapping, alike, other, era)
    st.button(
        "ตรวจไฟล์ตามนี้ (ยังไม่บันทึก)", key=f"check-{key}", type="primary", icon=":material/fact_check:", on_click=read_again,
        args=(file.sha256,), kwargs={"choice": choice, "year_be": year, "area_code": scope},
    )  # fmt: skip


def offer_to_remember(file: WaitingFile) -> None:
    """A name and a button, for a file that was read by a mapping."""
    inspection = file.inspection
    if inspection is None or inspection.batch is None or not inspection.tables:
        return
    mapping = inspection.tables[0].mapping
    key = f"{file.sha256[:12]}-{mapping.fingerprint[:8]}"
    known = {each.fingerprint: each.name for each in known_mappings(the_warehouse())}
    kept_name = known.get(mapping.fingerprint)
    if kept_name:
        st.caption(f"จำรูปแบบนี้ไว้แล้วในชื่อ «{text(kept_name)}» ไฟล์ที่มีหัวตารางเหมือนกันจะอ่านได้เองในครั้งหน้า")
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        name = st.text_input("จำการจับคู่นี้ไว้ใช้ครั้งหน้า ตั้งชื่อว่า", value=kept_name or "", key=f"remember-{key}", max_chars=60,
                             placeholder="เช่น สรุปรายหมู่บ้านของอำเภอ", width=340)  # fmt: skip
        st.button("จำไว้" if not kept_name else "จำแทนของเดิม", key=f"keep-{key}", icon=":material/bookmark_add:",
                  on_click=_keep_mapping, args=(file, name), disabled=not name.strip())  # fmt: skip


def _keep_mapping(file: WaitingFile, name: str) -> None:
    assert file.inspection is not None  # noqa: S101
    mapping = file.inspection.tables[0].mapping.with_name(name.strip())
    save_mapping(the_warehouse(), mapping.name, mapping.fingerprint, mapping.to_dict())
    st.toast(f"จำรูปแบบ «{text(mapping.name)}» ไว้แล้ว", icon=":material/bookmark_added:")


def show_remembered() -> None:
    """Every mapping kept, what it is for, and a way to forget it."""
    mappings = known_mappings(the_warehouse())
    if not mappings:
        return
    with st.expander(f"รูปแบบไฟล์ที่จำไว้ ({len(mappings)})", icon=":material/bookmark:"):
        for mapping in mappings:
            with st.container(horizontal=True, gap="small", vertical_alignment="center"):
                used_columns = sum(
                    column.field.kind not in ("unused", "running", "personal") for column in mapping.columns
                )
                used = f"ใช้ {used_columns} จาก {len(mapping.columns)} คอลัมน์"
                st.markdown(f"**{text(mapping.name)}** · {_title_of_set(mapping.set_id)} · {used}")
                st.button("ลืมรูปแบบนี้", key=f"forget-{mapping.fingerprint}", type="tertiary", icon=":material/delete:",
                          on_click=_forget_mapping, args=(mapping.name,))  # fmt: skip


def _forget_mapping(name: str) -> None:
    remove_mapping(the_warehouse(), name)


def _title_of_set(set_id: str | None) -> Shown:
    try:
        return text(the_catalogue(data_version()).get(str(set_id)).title)
    except CatalogueError:
        return "ชุดข้อมูลที่ยังไม่ได้นำเข้า"
