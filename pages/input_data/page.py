"""Stage 1: files in. Bring and check them, follow what is still missing, look after the imports and the sets."""

import streamlit as st

from app.state import the_warehouse
from pages.input_data.accounts import show_accounts
from pages.input_data.actions import show_actions
from pages.input_data.areas import show_areas
from pages.input_data.backup import show_backup
from pages.input_data.batches import show_batches
from pages.input_data.exchange import show_exchange
from pages.input_data.forms import show_forms
from pages.input_data.parts import (
    ACCOUNTS,
    AREAS,
    BACKUP,
    BATCHES,
    EXCHANGE,
    FORMS,
    LOG,
    PROGRESS,
    SETS,
    TARGETS,
    UPLOAD,
    choose_part,
    parts_of,
)
from pages.input_data.progress import show_progress
from pages.input_data.sets import show_sets
from pages.input_data.targets import show_targets
from pages.input_data.upload import show_upload
from pages.shared.help import show_help
from pages.shared.look import page_heading
from pages.shared.page_start import own_errors, stage_place

SECTIONS = {
    UPLOAD: show_upload,
    PROGRESS: show_progress,
    BATCHES: show_batches,
    FORMS: show_forms,
    SETS: show_sets,
    AREAS: show_areas,
    TARGETS: show_targets,
    BACKUP: show_backup,
    EXCHANGE: show_exchange,
    ACCOUNTS: show_accounts,
    LOG: show_actions,
}

st.set_page_config(page_title="ข้อมูลนำเข้า · เรดาร์ชุมชน")
help_place = page_heading("ข้อมูลนำเข้า", "เลือกไฟล์ ตรวจดูผลก่อน แล้วจึงบันทึก ไฟล์ต้นฉบับและข้อมูลส่วนบุคคลไม่ถูกเก็บไว้", stage_place(1))
part = choose_part(parts_of(the_warehouse().actor, list(SECTIONS)))
show_help(help_place, f"input_data.{part}")
with own_errors():
    SECTIONS[part]()
