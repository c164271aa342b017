"""Names that try to be more than names: on every page they are words, and no browser asks another machine for them.

Areas, files, indicator sets, indicators, units, plans and saved layouts of a real dashboard hold images, links, bare
addresses, formulas, icons, colours, HTML and marks that turn the line around; each page is opened in a real Chromium.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlparse

import pandas as pd
import pytest
from playwright.sync_api import Browser, Page

from catalogue import IndicatorSet, parse_set, set_to_dict
from docs.screens import free_port, settled
from tests.analysis.examples import YEAR, made_up_set, store
from tests.browser.server import served
from tests.browser.tab import show
from warehouse import PlanItem, Warehouse, create_plan, open_warehouse, save_areas, save_mapping, save_plan, save_set
from words.screen_text import plain

pytestmark = pytest.mark.browser
ELSEWHERE = f"127.0.0.1:{free_port()}"  # nobody listens there: a request to it is seen all the same
IMAGE = f"![ภาพ](http://{ELSEWHERE}/leak.png)"
LINK = f"[คลิก](http://{ELSEWHERE}/click)"
BARE = f"http://{ELSEWHERE}/bare www.evil.example"  # e-mail is not stored in names at all
LOOKS = "**ตัวหนา** $x^2$ :material/home: :smile: :red[สีแดง]"
HTML = f"<b>แท็ก</b><img src=http://{ELSEWHERE}/tag.png>"
TURNED = "ขวา\u202eย้าย"
ATTACKS = (IMAGE, LINK, BARE, LOOKS, HTML, TURNED)
TAMBON = "830103"
VILLAGES = [f"{TAMBON}{number:02d}" for number in range(1, 7)]
AREA = f"ต.{IMAGE}{LOOKS}"
TITLE, OTHER_TITLE, SCORE_TITLE = f"ชุด {LINK} {LOOKS}", f"ข้อมูล {IMAGE}", f"ชุด {BARE} {HTML}"
FILE = "ไฟล์ ![ภาพ](http:__evil.example_x.png) **ตัวหนา** :red[สีแดง] www.evil.example.csv"
PROBLEM = f"ปัญหา {IMAGE} {LOOKS}"
MAPPING = f"แบบ {LINK} **ตัวหนา**"
UNIT = "<b>แท็ก</b> $x$"
PAGES = {
    "home": ("/", ()),
    "upload": ("/input-data", ()),
    "progress": ("/input-data?part=progress", ()),
    "batches": ("/input-data?part=batches", (FILE,)),
    "forms": ("/input-data?part=forms", ()),
    "sets": ("/input-data?part=sets", ()),
    "areas": ("/input-data?part=areas", ()),
    "backup": ("/input-data?part=backup", ()),
    "radar": ("/radar-diagram?{jpt}", (AREA,)),
    "radar of one dimension": ("/radar-diagram?{jpt}&axis=d1", (AREA,)),
    "radar of one indicator": ("/radar-diagram?{jpt}&axis=d1&indicator=jpt-attack-01", (f"ตัวชี้วัด {IMAGE}",)),
    "radar of every indicator": ("/radar-diagram?{jpt}&show=indicators", (AREA,)),
    "radar of the areas below": ("/radar-diagram?{jpt}&show=areas", (AREA,)),
    "radar of all kinds": ("/radar-diagram?{jpt}&kinds=all", (AREA, OTHER_TITLE)),
    "radar of scores": ("/radar-diagram?{score}", (AREA,)),
    "village reports": ("/radar-diagram?{score}&show=reports", (AREA,)),
    "radar of other data": ("/radar-diagram?{other}", (AREA,)),
    "an indicator of other data": (
        "/radar-diagram?{other}&axis=d1&indicator=other-attack-01",
        (f"ตัวชี้วัด {IMAGE}", UNIT),
    ),
    "analysis": ("/radar-analysis?{jpt}", (AREA,)),
    "analysis of scores": ("/radar-analysis?{score}", (AREA,)),
    "comparison": ("/comparative?{jpt}", (AREA,)),
    "comparison of a village's parents": (f"/comparative?area={TAMBON[:4]}&set=jpt-attack&year={YEAR}", ()),
    "cells in colours": ("/comparative?{jpt}&compare=heat", (AREA,)),
    "the map": ("/comparative?{jpt}&compare=map", (AREA,)),
    "cells to check": ("/comparative?{jpt}&compare=check", (AREA,)),
    "plan": ("/logic-model?{jpt}", (AREA, PROBLEM)),
    "trees": ("/logic-model?{jpt}&part=trees", (AREA, PROBLEM)),
    "the plan read again": ("/logic-model?{jpt}&part=reading", (AREA, PROBLEM)),
    "papers": ("/logic-model?{jpt}&part=paper", (AREA,)),
    "a hall": ("/workshop?{jpt}&screen=wrong", (AREA,)),
    "targets": ("/input-data?part=targets", ()),
}
WHAT_IS_THERE = """() => {
  const app = document.querySelector('[data-testid=stApp]');
  const all = (selector) => [...app.querySelectorAll(selector)];
  const inputs = all('input, textarea').map((each) => each.value + ' ' + each.placeholder);
  const figures = all('svg text').map((each) => each.textContent);
  return {
    words: [app.innerText, ...inputs, ...figures].join(' | '),
    links: all('a[href]').map((each) => each.getAttribute('href')),
    pictures: all('img[src]').map((each) => each.src),
    bold: all('strong, b').map((each) => each.textContent),
    coloured: all('.stMarkdownColoredText, .stMarkdownBadge').map((each) => each.textContent),
    formulas: all('.katex').length,
    icons: all('[aria-label="home icon"]').length,
  };
}"""


def attacked_sets() -> dict[str, IndicatorSet]:
    """A set of each kind whose names attack; the last indicators have the longest names."""
    names = {f"indicator_{number}": {"name": f"ตัวชี้วัด {attack}"} for number, attack in enumerate(ATTACKS, 1)}
    made: dict[str, IndicatorSet] = {}
    for kind, (survey, measure, title) in {
        "jpt": ("jpt", "count", TITLE),
        "score": ("nrd2c", "score", SCORE_TITLE),
        "other": ("other", "value", OTHER_TITLE),
    }.items():
        look = {"unit": UNIT, "low": 0, "high": 10} if measure == "value" else {}
        changed = {name: words | look for name, words in names.items()}
        drawn = made_up_set(2, len(ATTACKS), survey, measure, set_id=f"{survey}-attack", **changed)
        definition = set_to_dict(drawn) | {"title": title, "source": f"ที่มา {LINK}"}
        for dimension, attack in zip(definition["dimensions"], (IMAGE, LOOKS), strict=True):
            dimension |= {"name": f"ด้าน {attack}", "short": f"ด้าน {attack}"}
        made[kind] = parse_set(definition)
    return made


def fill(warehouse: Warehouse) -> None:
    """Names of every kind, figures for two years, a plan and a saved layout."""
    areas = {"83": f"จ.{BARE}", "8301": f"อ.{HTML}", TAMBON: AREA}
    areas |= {code: f"บ้าน {attack}" for code, attack in zip(VILLAGES, ATTACKS, strict=True)}
    save_areas(warehouse, pd.DataFrame({"area_code": list(areas), "area_name": list(areas.values())}))
    for kind, indicator_set in attacked_sets().items():
        save_set(warehouse, indicator_set.id, set_to_dict(indicator_set))
        for year in (YEAR - 1, YEAR):
            rows = [
                (village, indicator.number, *figures(kind, place, indicator.number, year))
                for place, village in enumerate(VILLAGES)
                for indicator in indicator_set.indicators
            ]
            columns = {"jpt": ("assessed", "failed"), "score": ("score",), "other": ("value",)}[kind]
            store(warehouse, indicator_set, rows, year_be=year, columns=columns, file_name=FILE)
    parts = {
        "problem": {"text": PROBLEM, "note": f"ค่าฐาน: ฐาน {LOOKS}"},
        "cause": {"text": f"สาเหตุ {IMAGE}", "links": ["problem-1"]},
        "project": {"name": LINK, "owner": LINK},
    }
    plan_id = create_plan(warehouse, TAMBON, "jpt-attack", YEAR, YEAR + 1)
    save_plan(warehouse, plan_id, 0, [PlanItem(f"{kind}-1", kind, content) for kind, content in parts.items()])
    save_mapping(warehouse, MAPPING, "0" * 64, {"set_id": "jpt-attack", "columns": []})


def figures(kind: str, place: int, number: int, year: int) -> tuple[int, ...]:
    """Made-up figures that differ between villages, indicators and years."""
    if kind == "jpt":
        return 200, (place * 17 + number * 11 + year) % 120
    return ((place + number + year) % 3 + 1,)


@pytest.fixture(scope="module")
def attacked_address(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a dashboard whose every name attacks."""
    assert browser.is_connected()
    database: Path = tmp_path_factory.mktemp("attacked") / "attacked.duckdb"
    warehouse = open_warehouse(database)
    fill(warehouse)
    warehouse.close()
    with served(database) as address:
        yield address


def bare(words: str) -> str:
    """Words without white space and invisible marks: how a name is broken into lines is not its writing."""
    return re.sub(r"[\s\u2060-\u206f]", "", words)


def faults(there: dict[str, Any], asked: list[str], address: str) -> dict[str, Any]:
    """What of a page was made out of a name instead of showing it, by kind."""
    own, words = urlparse(address).netloc, there["words"]
    found = {
        "asked elsewhere": [url for url in asked if url.startswith(("http", "ws")) and urlparse(url).netloc != own],
        "links": [url for url in there["links"] if urlparse(url).netloc not in ("", own) or url.startswith("mailto")],
        "pictures": [url for url in there["pictures"] if not url.startswith(("data:", "blob:", address))],
        "bold": [each for each in there["bold"] if each.strip() in ("ตัวหนา", "แท็ก")],
        "coloured": [each for each in there["coloured"] if each.strip() == "สีแดง"],
        "formulas": there["formulas"],
        "icons": there["icons"],
        "marks": sorted(set(words) & set("\u202a\u202b\u202d\u202e😄")),
        "escaped for nothing": re.findall(r".{9}\\[*\[\]:!$<>_].{9}", words),
    }
    return {kind: each for kind, each in found.items() if each}


@pytest.mark.parametrize(("path", "shown"), PAGES.values(), ids=PAGES)
def test_names_are_words_on_every_page(tab: Page, attacked_address: str, path: str, shown: tuple[str, ...]) -> None:
    asked: list[str] = []
    page, note = tab, lambda request: asked.append(request.url)
    page.on("request", note)
    questions = {kind: f"area={TAMBON}&set={each.id}&year={YEAR}" for kind, each in attacked_sets().items()}
    show(page, attacked_address + path.format(**questions))
    page.evaluate("() => document.querySelectorAll('details:not([open]) > summary').forEach((each) => each.click())")
    settled(page)
    there = page.evaluate(WHAT_IS_THERE)
    page.remove_listener("request", note)
    assert faults(there, asked, attacked_address) == {}
    assert [name for name in shown if bare(plain(name)) not in bare(there["words"])] == []


def test_a_select_and_the_tab_of_the_browser_show_names_as_written(tab: Page, attacked_address: str) -> None:
    page = show(tab, f"{attacked_address}/radar-diagram?area={TAMBON}&set=jpt-attack&year={YEAR}")
    page.get_by_role("combobox", name="หมู่บ้าน/ชุมชน").click()
    options = " | ".join(bare(each.inner_text()) for each in page.get_by_role("option").all())
    assert [attack for attack in ATTACKS if bare(plain(f"บ้าน {attack}")) not in options] == []
    assert not set(options) & set("\u202e😄")
    assert "**ตัวหนา**" in page.title()  # the area's name, as it is written
    assert not set(page.title()) & set("\u202e😄")
