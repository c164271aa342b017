"""What the program does by itself on the PC of one office: a backup at its start when something changed, and closing.

"ปิดโปรแกรม" leads to a page outside Streamlit, since a page of Streamlit shows an error in English once its server is
gone. All of this is absent on a server without a screen (`server.headless`): nobody may close what others use.
"""

import _thread
import threading
import urllib.request
from html import escape
from typing import Final
from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import config

from app.state import is_following, open_database
from warehouse import Backup, WarehouseError, backup_if_changed
from words.dates import moment_words

CLOSE_PATH: Final = "/close"
WITHOUT: Final = "without_backup"
UNTIL_ANSWERED: Final = 1.0  # seconds in which the browser gets the last page
PAGE: Final = """<!doctype html><html lang="th"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>ปิดโปรแกรม · เรดาร์ชุมชน</title>
<link rel="icon" href="data:,"><style>
@font-face {font-family: Sarabun; src: url(/app/static/Sarabun-Regular.ttf);}
@font-face {font-family: Sarabun; font-weight: 600; src: url(/app/static/Sarabun-SemiBold.ttf);}
body {font: 18px/1.65 Sarabun, "Leelawadee UI", Tahoma, sans-serif; color: #1F2A37; background: #F3F6F9; margin: 0;}
main {max-width: 34rem; margin: 12vh auto; padding: 2rem; background: #FFF; border: 1px solid #C5CDD7;
  border-radius: 8px;}
h1 {font-size: 1.6rem; line-height: 1.4; margin: 0 0 1rem;} p {margin: 0 0 1rem;} form {display: inline;}
button {font: 600 1rem Sarabun, "Leelawadee UI", Tahoma, sans-serif; padding: .6rem 1.2rem; margin: 0 1rem .75rem 0;
  color: #FFF; background: #14568C; border: 1px solid #14568C; border-radius: 8px; cursor: pointer;}
button.second {color: #1F2A37; background: #FFF; border-color: #C5CDD7;} a {color: #14568C; white-space: nowrap;}
@media (max-width: 640px) {main {margin: 0; border: 0; min-height: 100vh; box-sizing: border-box;
  padding: 1.5rem 1rem;}}
</style><main>CONTENT</main></html>"""
ASK: Final = """<h1>ปิดโปรแกรม</h1>
<p>ถ้าข้อมูลเปลี่ยนไปตั้งแต่การสำรองล่าสุด โปรแกรมสำรองให้ก่อน แล้วจึงปิด ถ้ากำลังนำเข้าไฟล์อยู่ โปรแกรมรอให้เสร็จก่อน</p>
<p>หน้าต่างอื่นของโปรแกรมนี้จะใช้ต่อไม่ได้จนกว่าจะเปิดโปรแกรมใหม่</p>
<form method="post"><button>สำรองแล้วปิดโปรแกรม</button></form><a href="/">กลับไปทำงานต่อ</a>"""
CLOSED: Final = """<h1>ปิดโปรแกรมแล้ว</h1><p>DONE</p>
<p><b>ปิดหน้าต่างนี้ได้</b> ครั้งต่อไปเปิดจากทางลัด “เรดาร์ชุมชน” บนหน้าจอ หรือไฟล์ที่ใช้เปิดโปรแกรมครั้งนี้</p>"""
TROUBLE: Final = """<h1>ยังไม่ได้ปิดโปรแกรม</h1><p><b>สำรองข้อมูลไม่สำเร็จ:</b> WHAT</p><p><b>วิธีแก้:</b> FIX</p>
<form method="post"><button>ลองสำรองอีกครั้งแล้วปิด</button></form>
<form method="post" action="/close?without_backup=1"><button class="second">ปิดโดยไม่สำรอง</button></form>
<a href="/">กลับไปทำงานต่อ</a>"""

_troubles: list[WarehouseError] = []
_backups: list[threading.Thread] = []


def is_one_pc() -> bool:
    """Whether somebody sits at the machine that serves, as after `python run.py` or the start file."""
    return not config.get_option("server.headless")


def back_up_at_start() -> threading.Thread:
    """A backup, beside everything else, where something changed since the last one; a trouble is kept for the pages."""
    thread = threading.Thread(target=_back_up, daemon=True)
    _backups.append(thread)
    thread.start()
    return thread


def is_backing_up() -> bool:
    """Whether the backup of this start is still being made."""
    return any(each.is_alive() for each in _backups)


def _back_up() -> None:
    if is_following():
        return  # whoever publishes backs up
    try:
        warehouse = open_database()
    except WarehouseError:
        return  # every page says it, with what to do
    try:
        backup_if_changed(warehouse)
    except WarehouseError as error:
        _troubles.append(error)


def trouble_at_start() -> WarehouseError | None:
    """Why there is no backup of what changed before this start; None where all is well."""
    return _troubles[-1] if _troubles else None


def is_running_at(address: str) -> bool:
    """Whether this program, and no other, answers there already."""
    try:
        with urllib.request.urlopen(f"{address}{CLOSE_PATH}", timeout=5) as answer:  # noqa: S310 - an address of ours
            return ASK.encode() in answer.read()
    except OSError:
        return False


def close_page() -> list[Middleware]:
    """The part of the server that closes it; absent where it may not be closed from a page."""
    return [Middleware(ClosePage)] if is_one_pc() else []


class ClosePage:
    """`/close`: GET asks, POST backs up, says so and ends the program."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http" or scope["path"] != CLOSE_PATH or scope["method"] not in ("GET", "POST"):
            await self.app(scope, receive, send)
            return
        content, ends = ASK, False
        if scope["method"] == "POST":
            is_wanted = WITHOUT not in parse_qs(scope["query_string"].decode("latin-1"))
            content, ends = await run_in_threadpool(closing, is_backup_wanted=is_wanted)
        headers = {"Cache-Control": "no-store", "Connection": "close"}
        await HTMLResponse(PAGE.replace("CONTENT", content), headers=headers)(scope, receive, send)
        if ends:
            threading.Timer(UNTIL_ANSWERED, _thread.interrupt_main).start()  # as Ctrl+C does, on Windows too


def closing(*, is_backup_wanted: bool) -> tuple[str, bool]:
    """The last page and True; or, where the backup failed, what to do about it and False."""
    if not is_backup_wanted:
        return CLOSED.replace("DONE", "ไม่ได้สำรองข้อมูลครั้งนี้ ตามที่เลือก"), True
    try:
        backup = backup_if_changed(open_database())
    except WarehouseError as error:
        return TROUBLE.replace("WHAT", escape(error.what)).replace("FIX", escape(error.fix)), False
    return CLOSED.replace("DONE", _backup_words(backup)), True


def _backup_words(backup: Backup | None) -> str:
    if backup is None:
        return "ไม่มีอะไรเปลี่ยนตั้งแต่การสำรองล่าสุด จึงไม่ต้องสำรองอีก"
    return f"สำรองข้อมูลแล้ว ครั้งที่ {backup.number:,} เมื่อ {escape(moment_words(backup.made_at))} และอ่านกลับมาตรวจตรงกันทุกแถว"
