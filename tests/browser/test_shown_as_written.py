"""The text door against the real Streamlit in a real Chromium: in every kind of place a text stands as it was written.

Streamlit reads Markdown in its own way (links and icons are looked for once more after the backslashes are gone), so
only its own pages can say whether `text` holds. A new version of Streamlit has to pass here first.
"""

import json
import random
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from docs.screens import free_port, wait_until_it_answers
from words.screen_text import plain

pytestmark = pytest.mark.browser
ROOT = Path(__file__).resolve().parents[2]
WRITTEN = (
    "**b** __c__ *i* ~~s~~ ~s~ `q` ``q``", "![x](http://evil.com/leak.png)", "[x](http://evil.com) [y][z] [^1] [ ] [x]",
    "http://evil.com/a?b=c&d HTTPS://EVIL.COM ftp://evil.com //evil.com", "www.evil.com WWW.evil.com wwww.evil.com",
    "a@b.com mailto:a@b.com x.y+z@b.co.th", "<http://e.com> <a@b.com> <b>h</b> <img src=http://e.com/x> <!-- c -->",
    "&lt;b&gt; &#42; &amp; &nbsp;", "$x^2$ $$y$$ \\(z\\) 5$ $6 $a$b", ":material/home: :material_home: :streamlit:",
    ":smile: :+1: :100: :-1:", ":red[x] :blue-background[y] :small[z] :color[q]{foreground=red} :green-badge[b] ::l[x]",
    "# h", "## h #", "- l", "+ l", "* l", "1. l", "12) l", "> q", "===", "---", "=", "|---|", "| a | b |", "    code",
    "```x", "~~~x", "-> <- <-> -- >= <= ~=", "->", "--", "a -> b -- c >= d", "\\*x\\* \\", "[x]: http://evil.com",
    "(http://evil.com)", "{foreground=red}", "10:30:15", "ม.2 (หมู่ 2) 12.5 % 1–9 -5 +3 5/2565", "a\nb\n\nc\n# d",
    "smile:", "material/home:", "!", "![", "](http://evil.com)", "***", "* * *", "http://ไทย.com/ก", "ก:ข[x]", "<br>",
    "file_name_1.xlsx", "C:\\data\\x.xlsx", "C#", "1", "1.", "ขวา\u202eย้าย", "كوتا 12",
)  # fmt: skip
PIECES = (
    *"*_`[]()! :$x<>&#1.-+=|~\\{}^\n/@ก",
    "http://e.co", "www.e.co", "a@e.co", "red", "smile", "material/home", "  ", "amp;", "--", " - ",
)  # fmt: skip
PLACES = (  # how the page draws t, and what must stand there beside it
    ("st.markdown(t)", "", ""),
    ('st.markdown(f"ก{t}ข")', "ก", "ข"),
    ('st.markdown(f"ก  \\n{t}")', "ก\n", ""),
    ('st.markdown(f"- {t}")', "", ""),
    ('st.markdown(f"| h |\\n|---|\\n| {t} |")', "h", ""),
    ('st.info(f"ก\\n\\n{t}\\n\\nข")', "ก\n", "\nข"),
    ('st.markdown(f":red[{t}]")', "", ""),
    ('st.markdown(f"ที่มา: {t}: 5 @x.th")', "ที่มา: ", ": 5 @x.th"),
    ("st.caption(t)", "", ""),
    ("st.subheader(t)", "", ""),
    ('st.checkbox(t, key=f"check-{number}")', "", ""),
    ('st.button(t, key=f"button-{number}")', "", ""),
    ("st.metric('ก', t)", "", ""),
    ("st.expander(t)", "", ""),
)
SCRIPT = """
import json, sys
from pathlib import Path
import streamlit as st
sys.path.insert(0, {root!r})
from words.screen_text import text
for number, written in enumerate(json.loads(Path({texts!r}).read_text(encoding="utf-8"))):
    t = text(written)
{places}
st.markdown("ครบแล้ว")
"""
WHAT_IS_THERE = """() => [...document.querySelectorAll('[class*="st-key-place-"]')].map((box) => {
  const parts = [...box.querySelectorAll(
    '[data-testid=stMarkdownContainer], [data-testid=stCaptionContainer], [data-testid=stHeading] h3')];
  const made = 'a:not([href^="#"]), img, strong, b, em, del, code, h1, h2, blockquote, hr, sup, script, .katex, '
    + '[role=img], .stMarkdownColoredBackground, .stMarkdownBadge';
  return {
    key: [...box.classList].find((each) => each.startsWith('st-key-place-')).slice('st-key-place-'.length),
    texts: parts.map((each) => each.textContent),
    made: parts.flatMap((each) => [...each.querySelectorAll(made)]).map((each) => each.outerHTML.slice(0, 120)),
  };
})"""


def written_texts() -> list[str]:
    """The list above and a fixed sample of texts put together at random."""
    chance = random.Random(2565)
    drawn = ["".join(chance.choice(PIECES) for _ in range(chance.randint(1, 9))) for _ in range(60)]
    return [each for each in (*WRITTEN, *drawn) if plain(each)]


@pytest.fixture(scope="module")
def page_of_texts(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a page of Streamlit that draws every text in every place."""
    assert browser.is_connected()
    folder = tmp_path_factory.mktemp("texts")
    texts, script, port = folder / "texts.json", folder / "page.py", free_port()
    texts.write_text(json.dumps(written_texts()), encoding="utf-8")
    places = "\n".join(
        f'    with st.container(key=f"place-{{number}}-{at}"): {draw}' for at, (draw, _, _) in enumerate(PLACES)
    )
    script.write_text(SCRIPT.format(root=str(ROOT), texts=str(texts), places=places), encoding="utf-8")
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port)]
    quiet = ["--server.headless", "true", "--browser.gatherUsageStats", "false", "--server.fileWatcherType", "none"]
    process = subprocess.Popen([*command, *quiet], stdout=subprocess.DEVNULL)
    try:
        wait_until_it_answers(f"http://127.0.0.1:{port}/_stcore/health")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=20)


def test_every_text_stands_as_it_was_written_in_every_place(page: Page, page_of_texts: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(page_of_texts)
    page.wait_for_function("() => document.body.textContent.includes('ครบแล้ว')", timeout=180_000)
    page.wait_for_timeout(3000)
    found = page.evaluate(WHAT_IS_THERE)
    texts = written_texts()
    assert len(found) == len(texts) * len(PLACES)
    wrong: list[tuple[str, str, object]] = []
    for box in found:
        number, at = map(int, box["key"].split("-"))
        draw, before, after = PLACES[at]
        shown = [visible(each) for each in box["texts"]]
        if box["made"] or not any(each == visible(f"{before}{plain(texts[number])}{after}") for each in shown):
            wrong.append((texts[number], draw, box["made"] or shown))
    assert wrong == []
    assert not [url for url in asked if not url.startswith((page_of_texts, "ws://127.0.0.1", "data:", "blob:"))]


def visible(words: str) -> str:
    """Words without the breaker and without differences of white space."""
    return re.sub(r"\s+", "", words.replace("\u2060", ""))
