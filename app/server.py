"""Starts the dashboard's server: `python -m app.server [--sample-if-empty] [--follow FOLDER] [--section.option value]`.

The options are Streamlit's; `--sample-if-empty` loads the sample first where nothing was ever imported, `--follow`
reads the copies that another program publishes there.

The same as `streamlit run dashboard.py`, but for three things. Every request passes the front door first; the page is
declared Thai and brings the style rules (front_page). And Streamlit
takes a folder named pages for its older way of making pages, and would greet the first visitor who opens a link to a
page with "Page not found".
"""

import asyncio
import os
import sys
import tomllib
import webbrowser
from collections.abc import AsyncGenerator, Generator, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from pathlib import Path
from typing import Any

from streamlit import config
from streamlit.runtime.pages_manager import PagesManager
from streamlit.starlette import App

from app.front_door import front_door, through_the_proxy
from app.front_page import front_page
from app.identity import check_sign_in, trusted_headers
from app.one_pc import back_up_at_start, close_page, is_one_pc, is_running_at
from app.ready import make_ready
from app.state import is_following, open_database
from loaders.sample import bring_sample
from warehouse import WarehouseError
from warehouse.following import FOLLOW_VARIABLE, Publisher, published_folder

DASHBOARD = Path(__file__).resolve().parents[1] / "dashboard.py"
SAMPLE = "--sample-if-empty"
FOLLOW = "follow"  # an option of ours among Streamlit's
UNTIL_IT_LISTENS = 1.0  # seconds


def main(arguments: Sequence[str]) -> None:
    """Serve until stopped; a second start on a PC shows the first one.

    Raises SystemExit for words that are no options and for a database that is not free, StreamlitAPIException for
    unknown options."""
    chosen = options([each for each in arguments if each != SAMPLE]) | trusted_headers()
    if FOLLOW in chosen:
        os.environ[FOLLOW_VARIABLE] = str(chosen.pop(FOLLOW))
    for name, value in chosen.items():
        config.set_option(name, value)
    if SAMPLE in arguments and not is_following() and bring_sample(if_empty=True):
        if is_one_pc() and is_running_at(_address()):
            _show()  # started a second time: the person wants to see it
            return
        raise SystemExit(1)
    check_sign_in()
    make_ready()
    PagesManager.uses_pages_directory = False
    app = App(DASHBOARD, middleware=[*front_door(), *through_the_proxy(), *close_page(), *front_page()], lifespan=begin)
    with suppress(KeyboardInterrupt):  # closed from its page, or by Ctrl+C: its connections have ended in order
        app.run(config=chosen)


@asynccontextmanager
async def begin(_app: App) -> AsyncGenerator[None]:
    """On a PC that somebody sits at, show the dashboard, and back up what changed; a server without a screen
    (server.headless) does neither. Copies are published where that is asked, until the last connection has ended."""
    if is_one_pc():
        asyncio.get_running_loop().call_later(UNTIL_IT_LISTENS, _show)
        back_up_at_start()
    with publishing():
        yield


@contextmanager
def publishing() -> Generator[None]:
    """Inside, copies for programs that only read are published whenever something was written, where that is asked."""
    folder = published_folder()
    if folder is None or is_following():
        yield
        return
    try:
        publisher = Publisher(open_database(), folder)
    except WarehouseError as error:  # every page says it, with what to do
        sys.stderr.write(f"{error}\n")
        yield
        return
    try:
        yield
    finally:
        publisher.end()


def _show() -> None:
    sys.stdout.write(f"เรดาร์ชุมชนเปิดอยู่ที่ {_address()} (เลิกใช้: กด “ปิดโปรแกรม” ในหน้าเว็บ)\n")
    sys.stdout.flush()
    webbrowser.open(_address())


def _address() -> str:
    return f"http://{config.get_option('server.address')}:{config.get_option('server.port')}"


def options(arguments: Sequence[str]) -> dict[str, Any]:
    """`--server.port 8502 --server.headless=false` → {"server.port": 8502, "server.headless": False}. A value is read
    as TOML (a list is ["a", "b"]), else as the text it is. Raises SystemExit for a word that is no option's."""
    found: dict[str, Any] = {}
    words = iter(arguments)
    for word in words:
        if not word.startswith("--"):
            raise SystemExit(f"ไม่รู้จักคำ '{word}' ใส่ตัวเลือกเป็น --server.port 8502")
        name, equals, value = word.removeprefix("--").partition("=")
        found[name] = _value(value if equals else next(words, "true"))
    return found


def _value(text: str) -> Any:
    try:
        return tomllib.loads(f"value = {text}")["value"]
    except tomllib.TOMLDecodeError:
        return text


if __name__ == "__main__":
    main(sys.argv[1:])
