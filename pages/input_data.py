"""Stage 1: files in. Bring and check them, follow what is still missing, look after the imports and the sets."""

from app_input_batches import show_batches
from app_input_forms import show_forms
from app_input_parts import BATCHES, FORMS, PROGRESS, SETS, UPLOAD, choose_part
from app_input_progress import show_progress
from app_input_sets import show_sets
from app_input_upload import show_upload
from app_look import page_heading
from app_page import own_errors

SECTIONS = {
    UPLOAD: show_upload,
    PROGRESS: show_progress,
    BATCHES: show_batches,
    FORMS: show_forms,
    SETS: show_sets,
}

page_heading("ข้อมูลนำเข้า", "เลือกไฟล์ ตรวจดูผลก่อน แล้วจึงบันทึก ไฟล์ต้นฉบับและข้อมูลส่วนบุคคลไม่ถูกเก็บไว้", 1)
part = choose_part(list(SECTIONS))
with own_errors():
    SECTIONS[part]()
