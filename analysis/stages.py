"""The five stages of the analysis, once: dashboard, command line, README and tests read this table.

A stage has one name everywhere. For `radar_analysis` that is the folder `analysis/radar_analysis/` (its
`radar_analysis_data`), the page `pages/radar_analysis/page.py`, the figures `charts/radar_analysis.py`, the address
`/radar-analysis` and the command `python -m analysis radar-analysis`.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Stage:
    """One stage. `title`: its Thai name; `purpose`: what it is for, one sentence; `icon`: a Material symbol;
    `former_address`: where links of older versions point, which still lead to it."""

    number: int
    name: str
    title: str
    purpose: str
    icon: str
    former_address: str

    @property
    def address(self) -> str:
        """The last part of its address, and its command: `radar-analysis`."""
        return self.name.replace("_", "-")

    @property
    def page(self) -> str:
        """Its page's script, from the project's root."""
        return f"pages/{self.name}/page.py"

    @property
    def numbered_title(self) -> str:
        """As it stands in the menu: `3 วิเคราะห์เรดาร์`."""
        return f"{self.number} {self.title}"


STAGES: Final = (
    Stage(
        1, "input_data", "ข้อมูลนำเข้า",
        "นำไฟล์ Excel หรือ CSV เข้ามา ตรวจ แล้วเก็บ ข้อมูลส่วนบุคคลถูกตัดทิ้งก่อนเก็บเสมอ", "upload_file", "data",
    ),
    Stage(
        2, "radar_diagram", "แผนภาพเรดาร์",
        "ดูว่าพื้นที่มีปัญหาด้านใด มากน้อยเพียงใด เทียบกับพื้นที่อื่น", "radar", "radar",
    ),
    Stage(
        3, "radar_analysis", "วิเคราะห์เรดาร์",
        "สรุปคุณภาพชีวิต จุดแข็ง และปัญหาเรียงตามความสำคัญ", "fact_check", "quality",
    ),
    Stage(
        4, "comparative", "เปรียบเทียบ",
        "จัดลำดับอำเภอ ตำบล หรือหมู่บ้าน และดูตารางสีรายด้าน", "leaderboard", "compare",
    ),
    Stage(
        5, "logic_model", "ตัวแบบเชิงตรรกะ",
        "ร่างแผนจากปัญหาสำคัญ แก้ไขและบันทึกไว้ใช้ต่อ", "account_tree", "plan",
    ),
)  # fmt: skip
STAGE: Final = {stage.name: stage for stage in STAGES}
