"""Which offices of a province sent their file, which are late or missing, and whose figures contradict whose; also as
JSON and as text for the command line."""

from datetime import date
from typing import Any, Final

import pandas as pd

from analysis.core.areas import names_of
from analysis.core.errors import AnalysisError
from catalogue import Catalogue
from catalogue.areas import area_names, level_of
from warehouse import Warehouse
from warehouse.office_files.arrivals import OfficeRound, list_contradictions, list_office_files, read_office_round
from words.dates import moment_words

ARRIVED, LATE, MISSING = "arrived", "late", "missing"
STATE_WORDS: Final = {ARRIVED: "มาแล้ว", LATE: "ส่งช้า", MISSING: "ยังไม่มา"}
OWN: Final = "ที่จังหวัดนำเข้าเอง"
OFFICE_COLUMNS: Final = (
    *("office_code", "office_name", "state", "made_at", "taken_at", "made_by", "audience", "years", "areas", "facts"),
    *("plans", "senders", "contradictions", "contradicts"),
)
CONTRADICTION_COLUMNS: Final = (
    *(
        "area_code",
        "area_name",
        "year_be",
        "set_id",
        "indicator_code",
        "indicator_name",
        "figure",
        "source",
        "former_figure",
    ),
    "former_source",
)


def offices_data(warehouse: Warehouse, province_code: str, wanted: OfficeRound | None = None) -> pd.DataFrame:
    """One row per amphoe of the province's register, and of any other that sent a file, by code (OFFICE_COLUMNS).

    state: ARRIVED where a file of it stands that has figures of the year waited for (any, where no year is), LATE where
    the first such file was made after the day set, MISSING else. Of its latest standing file: made_at, taken_at,
    made_by, audience. Of all its standing files: years, areas (of the largest), facts, plans, and senders, how many
    databases they are from. contradictions: figures that differ from another source's; contradicts: whose these are.
    `wanted`: what is waited for, where that is not what the province has set. Raises AnalysisError for a code that is
    no province's."""
    if province_code not in area_names() or level_of(province_code) != "province":
        raise AnalysisError(f"{province_code[:20]} ไม่ใช่รหัสจังหวัด", "ใช้รหัสจังหวัด 2 หลัก เช่น 83")
    wanted = wanted or read_office_round(warehouse)
    files = list_office_files(warehouse, province_code)
    found = list_contradictions(warehouse, province_code)
    registered = {code for code in area_names() if len(code) == 4 and code.startswith(province_code)}
    codes = sorted(registered | {str(code) for code in files["office_code"]})
    names = names_of(warehouse, codes)
    rows: list[dict[str, Any]] = []
    for code in codes:
        own = files[(files["office_code"] == code) & ~files["is_undone"]]
        rows.append(
            {"office_code": code, "office_name": names[code]}
            | _arrival(own, wanted)
            | _contradicted(found, code, names)
        )
    return pd.DataFrame(rows, columns=list(OFFICE_COLUMNS))


def _arrival(files: pd.DataFrame, wanted: OfficeRound) -> dict[str, Any]:
    """How the files of one office, but those undone, stand."""
    standing = files[files["is_standing"]]
    if standing.empty:
        return {"state": MISSING, "years": (), "areas": 0, "facts": 0, "plans": 0, "senders": 0, "made_by": ""}
    last = standing.iloc[-1]
    return {
        "state": _state(files, wanted), "made_at": last["made_at"], "taken_at": last["taken_at"],
        "made_by": str(last["made_by"]), "audience": str(last["audience"]),
        "years": tuple(sorted({int(year) for years in standing["years"] for year in years})),
        "areas": int(standing["areas"].max()), "facts": int(standing["facts"].sum()),
        "plans": int(standing["plans"].sum()), "senders": len(standing),
    }  # fmt: skip


def _state(files: pd.DataFrame, wanted: OfficeRound) -> str:
    """A file that was replaced since still tells when the figures first came."""
    awaited = [wanted.year_be is None or wanted.year_be in {int(year) for year in years} for years in files["years"]]
    if not (files["is_standing"].to_numpy() & awaited).any():
        return MISSING
    first: date = files["made_at"][awaited].min().date()
    return LATE if wanted.due is not None and first > wanted.due else ARRIVED


def _contradicted(found: pd.DataFrame, code: str, names: dict[str, str]) -> dict[str, Any]:
    own = found[(found["office_code"] == code) | (found["former_office"] == code)]
    others = pd.concat([own["file_name"][own["office_code"] != code], own["former_file"][own["former_office"] != code]])
    whose = pd.concat(
        [own["office_code"][own["office_code"] != code], own["former_office"][own["former_office"] != code]]
    )
    twice = bool(((own["office_code"] == code) & (own["former_office"] == code)).any())
    said = [_source(office, names) for office in whose.unique()] if len(others) else []
    return {"contradictions": len(own), "contradicts": (*said, *(["อีกเครื่องของอำเภอเดียวกัน"] if twice else []))}


def _source(office: object, names: dict[str, str]) -> str:
    return names.get(office, office) if isinstance(office, str) else OWN


def contradictions_data(warehouse: Warehouse, catalogue: Catalogue, province_code: str) -> pd.DataFrame:
    """One row per figure that two sources give differently (CONTRADICTION_COLUMNS): the one that shows with its source,
    and the other. indicator_name: its number and short label. A figure is “failed จาก assessed”, a score or a value."""
    found = list_contradictions(warehouse, province_code)
    names = names_of(warehouse, [str(code) for code in found["area_code"].unique()])
    labels = {each.code: f"{each.number}. {each.short_label}" for own in catalogue.sets for each in own.indicators}
    return pd.DataFrame(
        {
            "area_code": found["area_code"], "area_name": [names[str(code)] for code in found["area_code"]],
            "year_be": found["year_be"], "set_id": found["set_id"], "indicator_code": found["indicator_code"],
            "indicator_name": [labels.get(str(code), str(code)) for code in found["indicator_code"]],
            "figure": figures_said(found, ""), "source": found["file_name"],
            "former_figure": figures_said(found, "former_"), "former_source": found["former_file"],
        },
        columns=list(CONTRADICTION_COLUMNS),
    )  # fmt: skip


def figures_said(found: pd.DataFrame, prefix: str) -> list[str]:
    """The figures of rows in words: “3 จาก 120” of counts, the score or the value alone."""
    columns = (found[f"{prefix}{name}"] for name in ("assessed", "failed", "score", "value"))
    return [_said(*figures) for figures in zip(*columns, strict=True)]


def _said(assessed: Any, failed: Any, score: Any, value: Any) -> str:
    if not pd.isna(assessed):
        return f"{int(failed):,} จาก {int(assessed):,}"
    return f"ระดับ {int(score)}" if not pd.isna(score) else f"{value:,g}"


def arrival_sentence(offices: pd.DataFrame) -> str:
    """The answer in one line: how many of the offices came, are late, are missing, and how many contradict another.

    >>> arrival_sentence(pd.DataFrame({"state": ["arrived", "missing"], "contradictions": [0, 0]}))
    'มาแล้ว 1 จาก 2 อำเภอ · ยังไม่มา 1'
    """
    counts = offices["state"].value_counts()
    came = int(counts.get(ARRIVED, 0)) + int(counts.get(LATE, 0))
    parts = [f"มาแล้ว {came:,} จาก {len(offices):,} อำเภอ"]
    if late := int(counts.get(LATE, 0)):
        parts.append(f"ในนั้นส่งช้า {late:,}")
    if missing := int(counts.get(MISSING, 0)):
        parts.append(f"ยังไม่มา {missing:,}")
    if contradicting := int((offices["contradictions"] > 0).sum()):
        parts.append(f"ตัวเลขขัดกัน {contradicting:,} อำเภอ")
    return " · ".join(parts)


def state_words(row: Any) -> str:
    """How one office stands, with whom it contradicts."""
    whose = f" ขัดกับ{', '.join(row['contradicts'])} ({row['contradictions']:,} ตัวเลข)" if row["contradictions"] else ""
    return f"{STATE_WORDS[str(row['state'])]}{whose}"


def offices_json(offices: pd.DataFrame, contradictions: pd.DataFrame, wanted: OfficeRound) -> dict[str, Any]:
    """Everything there is, as values of JSON; what is missing is null."""
    rows = [{name: _plain(value) for name, value in row.items()} for row in offices.to_dict("records")]
    differing = [{name: _plain(value) for name, value in row.items()} for row in contradictions.to_dict("records")]
    due = wanted.due.isoformat() if wanted.due else None
    return {"year_be": wanted.year_be, "due": due, "offices": rows, "contradictions": differing}


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, pd.Timestamp):
        return value.isoformat()
    return None if pd.isna(value) else value


def offices_text(offices: pd.DataFrame, wanted: OfficeRound) -> str:
    """The answer, and a line an office."""
    lines = [arrival_sentence(offices), f"รอ{wanted.words}"]
    for row in offices.to_dict("records"):
        came = (
            f" · ทำเมื่อ {moment_words(row['made_at'].to_pydatetime())} · {row['facts']:,} ตัวเลข"
            if row["senders"]
            else ""
        )
        lines.append(f"{row['office_code']} {row['office_name']}: {state_words(row)}{came}")
    return "\n".join(lines) + "\n"
