"""The one page that phones get at a meeting: a ballot as plain HTML under 10 KB, no script, nothing fetched.

Every text of data is escaped here; what comes back is taken as whole numbers of known fields and nothing else.
"""

import hashlib
import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Final
from urllib.parse import parse_qsl

from analysis.logic_model.ballots import MOST_MARKS, TO_SPEND, Ballot
from warehouse.workshops import POINTS
from words.line_breaks import shorten_label
from words.screen_text import plain

COOKIE: Final = "ballot"
FIELD: Final = "p"
NAME_CELLS: Final = 90  # of a problem: ten of them, and all else, stay under 10 KB
MOST_NUMBER_LETTERS: Final = 2
TOKEN_BYTES: Final = 8
STYLE: Final = """
*{box-sizing:border-box}
body{margin:0;font:18px/1.5 Sarabun,"Noto Sans Thai",Thonburi,sans-serif;color:#1f2a37;background:#fff}
main{max-width:34rem;margin:0 auto;padding:12px 16px 96px}
h1{font-size:22px;margin:4px 0}
p{margin:6px 0}
.notice{background:#e8f1f8;border-left:6px solid #14568c;padding:10px 12px;font-weight:700}
.fault{background:#fbeae2;border-left-color:#b3380a;color:#7a2306}
label{display:flex;gap:12px;align-items:center;justify-content:space-between;padding:10px 0;
border-bottom:1px solid #d9dfe6;min-height:56px}
select{font:inherit;min-width:76px;min-height:48px;border:2px solid #7a8490;border-radius:8px;padding:4px 8px;
background:#fff;color:inherit}
input{width:32px;height:32px;flex:none;accent-color:#14568c}
button{position:fixed;left:0;right:0;bottom:0;min-height:64px;border:0;background:#14568c;color:#fff;font:inherit;
font-size:22px;font-weight:700}
small{display:block;color:#55606e;font-size:15px;margin-top:12px}
"""


@dataclass(frozen=True)
class BallotSheet:
    """What is voted on: whose meeting it is, the way (of `warehouse.workshops.WAYS`) and the problems, in order."""

    title: str
    way: str
    problems: tuple[str, ...]
    is_synthetic: bool = False


def ballot_html(sheet: BallotSheet, ballot: Sequence[int] = (), notice: str = "", fault: str = "") -> bytes:
    """The page. `ballot`: what is filled in; `notice`, `fault`: one sentence, of what went well and what did not."""
    said = f'<p class="notice">{escape(notice)}</p>' if notice else ""
    said += f'<p class="notice fault" role="alert">{escape(fault)}</p>' if fault else ""
    how = (
        f"แบ่ง {TO_SPEND} คะแนนให้เรื่องที่ควรแก้ก่อน ให้เรื่องเดียวทั้งหมดก็ได้"
        if sheet.way == POINTS
        else f"เลือกไม่เกิน {MOST_MARKS} เรื่องที่ควรแก้ก่อน"
    )
    filled = [*ballot, *[0] * (len(sheet.problems) - len(ballot))]
    rows = "".join(
        f"<label><span>{_name(problem)}</span>{_control(sheet.way, number, filled[number])}</label>"
        for number, problem in enumerate(sheet.problems)
    )
    return (
        f"{_head(sheet)}{said}"
        f'<p>{how}</p><form method="post" autocomplete="off">{rows}<button>ส่งบัตร</button></form>'
        "<small>ไม่ถามชื่อ · หน้านี้ใช้คุกกี้หนึ่งตัวเพื่อให้หนึ่งเบราว์เซอร์มีหนึ่งบัตร ส่งใหม่แทนใบเดิมได้จนกว่าจะปิดรับ</small></main>"
    ).encode()


def closed_html(sheet: BallotSheet, *, is_counted: bool, is_late: bool) -> bytes:
    """The page once the voting has ended. `is_counted`: whether a ballot of this browser is in the result; `is_late`:
    whether it sent one just now, which is not."""
    own = "บัตรที่กดส่งเมื่อครู่มาหลังปิดรับ จึงไม่นับ " if is_late else ""
    own += "บัตรที่ส่งไว้ก่อนปิดรับนับรวมในผลแล้ว " if is_counted else ""
    said = f'<p class="notice">ปิดรับคะแนนแล้ว</p><p>{own}ดูผลได้บนจอของเวที ปิดหน้านี้ได้</p>'
    return (_head(sheet) + said + "</main>").encode()


def _head(sheet: BallotSheet) -> str:
    """What every page begins with: whose meeting it is, and whether its data are made up."""
    made_up = "<p><b>ข้อมูลสังเคราะห์ ไม่ใช่ข้อมูลจริง</b></p>" if sheet.is_synthetic else ""
    return (
        '<!doctype html><html lang="th"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1"><link rel="icon" href="data:,">'
        f"<title>ลงคะแนน</title><style>{STYLE}</style><main><h1>{_name(sheet.title)}</h1>{made_up}"
    )


def _name(written: str) -> str:
    return escape(plain(shorten_label(written, NAME_CELLS)))


def _control(way: str, number: int, value: int) -> str:
    name = f"{FIELD}{number}"
    if way != POINTS:
        return f'<input type="checkbox" name="{name}" value="1"{" checked" if value else ""}>'
    options = "".join(
        f"<option{' selected' if each == value else ''}>{each}" for each in range(max(TO_SPEND, value) + 1)
    )
    return f'<select name="{name}">{options}</select>'


def read_ballot(body: bytes, problems: int) -> Ballot | None:
    """The ballot that a form sent; None where it is none: another field, a field twice, anything but 0–10."""
    try:
        fields = parse_qsl(body.decode("ascii"), strict_parsing=True, max_num_fields=problems) if body else []
    except ValueError:  # not ASCII, no fields, too many of them
        return None
    known = {f"{FIELD}{number}": number for number in range(problems)}
    marks = dict.fromkeys(range(problems), 0)
    names = [name for name, _ in fields]
    if len(set(names)) != len(names) or not set(names) <= set(known):
        return None
    for name, typed in fields:
        is_number = typed.isascii() and typed.isdigit() and len(typed) <= MOST_NUMBER_LETTERS
        if not is_number or int(typed) > TO_SPEND:
            return None
        marks[known[name]] = int(typed)
    return tuple(marks.values())


def new_token(secret: bytes) -> str:
    """A cookie's value that only this meeting can have given."""
    number = secrets.token_hex(TOKEN_BYTES)
    return f"{number}{_signature(secret, number)}"


def is_token(secret: bytes, token: str) -> bool:
    """Whether a cookie's value was given by this meeting."""
    number = token[: 2 * TOKEN_BYTES]
    return token.isascii() and hmac.compare_digest(token[2 * TOKEN_BYTES :], _signature(secret, number))


def _signature(secret: bytes, number: str) -> str:
    return hmac.new(secret, number.encode(), hashlib.sha256).hexdigest()[: 2 * TOKEN_BYTES]
