"""Part รายการนำเข้า: every import with what it was, what it replaced, and its undo."""

from typing import Any

import pandas as pd
import streamlit as st
from pythainlp.util import thai_strftime

from app_state import data_version, the_catalogue, the_warehouse
from catalogue import SURVEYS, CatalogueError
from catalogue.areas import LEVELS
from pages.parts.input_data.flip import flip_button, show_flip_error
from pages.parts.input_data.parts import UPLOAD, nothing_yet
from pages.parts.look import escape_markdown
from warehouse import list_batches

PAGE = 20
STATES = {
    "live": ":green-badge[ใช้งานอยู่]",
    "partly_replaced": ":orange-badge[ถูกแทนที่บางส่วน]",
    "replaced": ":gray-badge[ถูกแทนที่ทั้งหมด]",
    "undone": ":red-badge[ยกเลิกแล้ว]",
    "purged": ":gray-badge[ล้างออกแล้ว นำกลับไม่ได้]",
}
REPLACEMENTS = """
    -- One row: an earlier import some of whose areas a later one took the place of.
    SELECT batch_areas.replaced_by AS batch_id, batches.batch_id AS earlier_id, file_name, count(*)::INTEGER AS areas
    FROM batch_areas JOIN batches USING (batch_id)
    WHERE batch_areas.replaced_by IS NOT NULL
    GROUP BY ALL
    ORDER BY earlier_id DESC
"""


def show_batches() -> None:
    """The whole part."""
    show_flip_error()
    batches = list_batches(the_warehouse())
    if batches.empty:
        nothing_yet("ยังไม่มีการนำเข้า", "ไปนำเข้าไฟล์แรก", UPLOAD, "batches-to-upload")
        return
    replaced = the_warehouse().query(REPLACEMENTS)
    st.caption("ยกเลิกแล้วข้อมูลก่อนหน้าจะกลับมาใช้ทันที และนำกลับมาได้เสมอ ไม่มีอะไรถูกลบ")
    pages = -(-len(batches) // PAGE)
    page = (
        st.selectbox("หน้า", range(1, pages + 1), key="batches-page", width=120, placeholder="หน้า") if pages > 1 else 1
    )
    for row in batches.iloc[(page - 1) * PAGE : page * PAGE].to_dict("records"):
        _show_batch(row, replaced[replaced["batch_id"] == row["batch_id"]])


def _show_batch(row: dict[str, Any], replaced: pd.DataFrame) -> None:
    batch_id, undone = int(row["batch_id"]), bool(row["is_undone"])
    with st.container(border=True, key=f"batch-{batch_id}"):
        synthetic = " :gray-badge[ข้อมูลสังเคราะห์]" if row["is_synthetic"] else ""
        st.markdown(
            f"**{batch_id} · {escape_markdown(row['file_name'])}** {STATES[str(row['state'])]}{synthetic}  \n"
            + "  \n".join(_lines(row))
        )
        for each in replaced.to_dict("records"):
            st.markdown(f"แทนที่ครั้งที่ {each['earlier_id']} ({escape_markdown(each['file_name'])}) {each['areas']:,} พื้นที่")
        if undone:
            flip_button(batch_id, undone=True, key="batch")
        else:
            with st.popover("ยกเลิกการนำเข้า", icon=":material/undo:"):
                st.markdown("ตัวเลขของการนำเข้านี้จะไม่แสดงในทุกหน้า ข้อมูลก่อนหน้า (ถ้ามี) กลับมาใช้แทน และนำกลับมาได้")
                flip_button(batch_id, undone=False, key="batch", label="ยืนยันยกเลิก")


def _lines(row: dict[str, Any]) -> list[str]:
    level = LEVELS.get(str(row["level"]), "พื้นที่")
    refused = f" ไม่รับ {row['rows_refused']:,} แถว" if row["rows_refused"] else ""
    who = f" โดย {escape_markdown(row['imported_by'])}" if isinstance(row["imported_by"], str) else ""
    return [
        f"{SURVEYS.get(str(row['survey']), '')} ปี {row['year_be']} · {_set_title(str(row['set_id']))}",
        f"{row['areas']:,} {level} · {row['facts']:,} ตัวเลข · อ่าน {row['rows_read']:,} แถว{refused}",
        f"นำเข้าเมื่อ {_moment(row['imported_at'])}{who} · ลายนิ้วมือไฟล์ {str(row['file_sha256'])[:12]}",
    ]


def _moment(moment: pd.Timestamp) -> str:
    return thai_strftime(moment.to_pydatetime(), "%-d %b %Y %H:%M น.")


def _set_title(set_id: str) -> str:
    try:
        return escape_markdown(the_catalogue(data_version()).get(set_id).title)
    except CatalogueError:
        return escape_markdown(set_id)
