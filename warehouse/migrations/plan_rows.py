"""The plans of versions before the eleventh, one row of texts a problem, as parts with ids: cards, projects, numbers.

Every saving becomes a version. A text that stays from one saving to the next keeps its id. What was typed beside the
numbers is kept word for word as the note of its problem, whether or not a number is read from it.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, Final

import duckdb

WITH_PARTS: Final = 11  # the schema version from which on a plan is parts
COLUMNS: Final = {
    "causes": "cause", "inputs": "input", "activities": "activity", "outputs": "output", "outcomes": "outcome",
    "impact": "impact",
}  # fmt: skip
FACTS: Final = {"baseline": "ค่าฐาน", "target": "ค่าเป้าหมาย", "reach": "กลุ่มเป้าหมาย"}
SOURCE, PERIOD = "แหล่งงบประมาณ", "ระยะเวลา"
OF_PROJECT: Final = ("agencies", "partners", "budget_source", "budget_baht", "period")
PERCENT: Final = re.compile(r"[^\d<>]*(\d{1,3}(?:\.\d+)?)\s*%?(?:\s*\(.*\))?")
COUNT: Final = re.compile(r"(\d[\d,]*)\s*(\S+)")
SAVINGS: Final = "SELECT area_code, set_id, year_be, content, saved_at FROM plans_of_before ORDER BY plan_id"
Item = tuple[str, str, dict[str, Any]]  # id, kind, content


class Ids:
    """Ids of parts: the same kind and words have the same id, others the next number of their kind."""

    def __init__(self) -> None:
        self._given: dict[tuple[str, ...], str] = {}
        self._counts: Counter[str] = Counter()

    def of(self, kind: str, *words: str) -> str:
        """The id of a part, told by its words (its own and those of what it belongs to)."""
        key = (kind, *words)
        if key not in self._given:
            self._counts[kind] += 1
            self._given[key] = f"{kind}-{self._counts[kind]}"
        return self._given[key]


def turn_rows_into_plans(cursor: duckdb.DuckDBPyConnection) -> None:
    """Write the savings of `plans_of_before` as plans, in the transaction that is open, and drop that table.

    A plan is for the fiscal year after its survey."""
    savings: dict[tuple[Any, ...], list[tuple[Any, ...]]] = {}
    for area_code, set_id, year_be, content, saved_at in cursor.execute(SAVINGS).fetchall():
        savings.setdefault((area_code, set_id, year_be), []).append((content, saved_at))
    for (area_code, set_id, year_be), versions in savings.items():
        [(plan_id,)] = cursor.execute("SELECT nextval('plan_ids')").fetchall()
        cursor.execute("INSERT INTO plans VALUES (?, ?, ?, ?, ?)", [plan_id, area_code, set_id, year_be, year_be + 1])
        _write_versions(cursor, plan_id, year_be + 1, versions)
    cursor.execute("DROP TABLE plans_of_before")


def _write_versions(
    cursor: duckdb.DuckDBPyConnection, plan_id: int, fiscal_year_be: int, versions: list[tuple[Any, ...]]
) -> None:
    ids, standing = Ids(), dict[str, tuple[str, float, str]]()
    for version, (content, saved_at) in enumerate(versions, 1):
        cursor.execute("INSERT INTO plan_versions VALUES (?, ?, '', ?, '')", [plan_id, version, saved_at])
        items = items_of_rows(_rows(content), fiscal_year_be, ids)
        found = {
            item_id: (kind, float(position), json.dumps(content, ensure_ascii=False, sort_keys=True))
            for position, (item_id, kind, content) in enumerate(items, 1)
        }
        for item_id in standing:
            if found.get(item_id) != standing[item_id]:
                cursor.execute(
                    "UPDATE plan_items SET last_version = ? WHERE plan_id = ? AND item_id = ? AND last_version IS NULL",
                    [version - 1, plan_id, item_id],
                )
        for item_id, (kind, position, text) in found.items():
            if standing.get(item_id) != (kind, position, text):
                row = [plan_id, item_id, kind, position, text, version]
                cursor.execute("INSERT INTO plan_items VALUES (?, ?, ?, ?, ?, ?, NULL)", row)
        standing = found


def _rows(content: str) -> list[Any]:
    """The rows of a saving; a text that is no list of them is one row."""
    try:
        given = json.loads(content)
    except ValueError:
        return [content]
    return given if isinstance(given, list) else [given]


def items_of_rows(rows: Iterable[Any], fiscal_year_be: int, ids: Ids) -> list[Item]:
    """The parts of a plan that was one row of texts a problem, in the order of the rows; money in baht of that year."""
    items: list[Item] = []
    seen: Counter[str] = Counter()
    for given in rows:
        row = given if isinstance(given, dict) else {"problem": str(given)}
        name = _text(row.get("problem"))
        seen[name] += 1
        items += _items_of_row(row, (name, str(seen[name])), fiscal_year_be, ids)
    return items


def _items_of_row(row: Mapping[str, Any], problem: tuple[str, ...], fiscal_year_be: int, ids: Ids) -> list[Item]:
    problem_id = ids.of("problem", *problem)
    items: list[Item] = [(problem_id, "problem", _problem(row))]
    has_project = any(_text(row.get(name)) for name in (*OF_PROJECT, "activities"))
    project_id = ids.of("project", *problem) if has_project else ""
    before = [problem_id]
    for column, kind in COLUMNS.items():
        seen: Counter[str] = Counter()
        here: list[str] = []
        for line in _lines(row.get(column)):
            seen[line] += 1
            content: dict[str, Any] = {"text": line, "links": before}
            if kind == "activity":
                content["project_id"] = project_id
            here.append(ids.of(kind, *problem, line, str(seen[line])))
            items.append((here[-1], kind, content))
        before = here or before
    if has_project:
        items.append((project_id, "project", _project(row, fiscal_year_be)))
    return items


def _problem(row: Mapping[str, Any]) -> dict[str, Any]:
    known = {"problem", *FACTS, *COLUMNS, *OF_PROJECT}
    noted = {name: _text(row.get(key)) for key, name in FACTS.items()}
    noted |= {str(key): _text(value) for key, value in row.items() if key not in known}
    content: dict[str, Any] = {
        "text": _text(row.get("problem")),
        "baseline_pct": _percent(noted[FACTS["baseline"]]),
        "target_pct": _percent(noted[FACTS["target"]]),
        "note": "\n".join(f"{name}: {text}" for name, text in noted.items() if text),
    }
    if reach := COUNT.fullmatch(noted[FACTS["reach"]]):
        content |= {"to_reach": float(reach[1].replace(",", "")), "unit": reach[2]}
    return {name: value for name, value in content.items() if name == "text" or value not in (None, "")}


def _project(row: Mapping[str, Any], fiscal_year_be: int) -> dict[str, Any]:
    agencies, partners = _lines(row.get("agencies")), _lines(row.get("partners"))
    source, baht = _text(row.get("budget_source")), row.get("budget_baht")
    is_sum = isinstance(baht, int | float) and not isinstance(baht, bool)
    method = {PERIOD: _text(row.get("period")), SOURCE: "" if is_sum else " ".join([source, _text(baht)]).strip()}
    content: dict[str, Any] = {
        "name": next(iter(_lines(row.get("activities"))), "") or _text(row.get("problem")),
        "owner": agencies[0] if agencies else "",
        "agencies": [*agencies[1:], *partners],
        "budgets": [{"source": source, "year_be": fiscal_year_be, "baht": float(baht)}] if is_sum else [],  # pyright: ignore[reportArgumentType]
        "method": "\n".join(f"{name}: {text}" for name, text in method.items() if text),
    }
    return {name: value for name, value in content.items() if name == "name" or value}


def _lines(value: Any) -> list[str]:
    return [line.strip() for line in _text(value).splitlines() if line.strip()]


def _text(value: Any) -> str:
    return "" if value is None else value.strip() if isinstance(value, str) else str(value)


def _percent(text: str) -> float | None:
    found = PERCENT.fullmatch(text)
    return float(found[1]) if found and float(found[1]) <= 100 else None
