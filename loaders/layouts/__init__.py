"""The layouts this program knows, in the order in which they are tried, each with a declaration as data.

`layout_words` is the one place that says in Thai how a file was read: pages, files and the import report ask here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from loaders.layouts import cdd_report, other_table, own_forms, tpmap
from loaders.layouts.own_forms import TEMPLATES, find_mark
from loaders.reading import Workbook
from loaders.staging.staged_file import LoadRequest, Reading, Staging
from warehouse.office_files.model import LAYOUT as OFFICE_FILE


@dataclass(frozen=True)
class Layout:
    """`recognise` says where in a workbook the layout is (None: nowhere); `stage` reads what it found."""

    name: str
    title: str
    recognise: Callable[[Workbook], Any]
    stage: Callable[[Workbook, Any, LoadRequest, Reading], Staging]


REPORTS = {
    module.LAYOUT["name"]: Layout(module.LAYOUT["name"], module.LAYOUT["title"], module.recognise, module.stage)
    for module in (tpmap, cdd_report)
}
STAGES = {other_table.NAME: other_table.stage}  # all other forms are read alike
FORMS = {
    name: Layout(name, form["title"], partial(find_mark, template=name), STAGES.get(name, own_forms.stage))
    for name, form in TEMPLATES["template"].items()
}
LAYOUTS: dict[str, Layout] = REPORTS | FORMS


def layout_words(layout: str) -> str:
    """How a file was read, for people: by one of our own workbooks, a known report, a mapping by name, or by hand.

    `layout`: as stored with an import: the name of a layout, "mapped", "mapped: NAME", or that of an office's file.

    >>> layout_words("mapped: สรุปของตำบล")
    'การจับคู่คอลัมน์ที่จำไว้ในชื่อ «สรุปของตำบล»'
    """
    kind, _, name = layout.partition(": ")
    if kind == OFFICE_FILE:
        return "ไฟล์ที่อำเภอส่งมา"
    if kind in LAYOUTS:
        whose = "แบบฟอร์มของโปรแกรม" if kind in FORMS else "แบบที่โปรแกรมรู้จัก"
        return f"{whose} «{LAYOUTS[kind].title}»"
    return f"การจับคู่คอลัมน์ที่จำไว้ในชื่อ «{name}»" if name else "การจับคู่คอลัมน์ที่ผู้นำเข้าบอก"
