"""The one door between any text and the database: what says something of a person is left out or masked.

Every statement that writes text takes it from here; `stored_batch`, `stored_definition` and the others are made of
`words.personal_text`, so that one list of forms decides for all. Codes made of digits pass untouched."""

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

import pandas as pd

from warehouse.errors import PersonalTextError
from warehouse.staged import AREA_COLUMNS, NUMERIC_COLUMNS, StagedBatch
from words.personal_text import holds_person, masked, masked_apart, without_person

HASH_LETTERS = 8
TEXTS_OF_BATCH = ("layout", "survey", "set_id", "level", "counting", "imported_by")
CODE = re.compile(r"[1-9][0-9]{0,9}")
PART_OF_NAME = re.compile(r"[_+]|%20")


def stored_text(text: str) -> str:
    """A title, heading, source, unit or name as it may be stored: the same text, or what stands before a person in it
    and a mask."""
    return masked(text) if holds_person(text) else text


def stored_file_name(name: str, sha256: str = "") -> str:
    """The name of a file as it may be stored: with a person in it only what stands before, its kind and its hash.

    >>> stored_file_name("จปฐ_2565.xlsx", "ab12cd34ef"), stored_file_name("ของนายสมชาย_ใจดี.xlsx", "ab12cd34ef")
    ('จปฐ_2565.xlsx', '••• ab12cd34.xlsx')
    """
    kind = PurePosixPath(name.replace("\\", "/")).suffix
    kind = kind if re.fullmatch(r"\.[A-Za-z0-9]{1,7}", kind) else ""
    words = PART_OF_NAME.sub(" ", name.removesuffix(kind))
    ways = (words, words.rpartition("/")[2].replace("-", "/"), name)  # a name of a file can hold no /
    told = [masked(way) for way in ways if holds_person(way)]
    if not told:
        return name
    kept = min(told, key=len)
    return f"{kept} {sha256[:HASH_LETTERS]}".strip() + kind


def stored_mapping_name(name: str, fingerprint: str) -> str:
    """The name of a mapping as it may be stored; masked, its headings' fingerprint tells it from others."""
    return f"{masked(name)} {fingerprint[:HASH_LETTERS]}".strip() if holds_person(name) else name


def stored_definition(definition: dict[str, Any]) -> dict[str, Any]:
    """A JSON-able definition with every text in it (keys too) as it may be stored; two names stay two."""
    changed = masked_apart(every_text(definition))
    return _with_changed(definition, changed) if changed else definition


def _with_changed(value: Any, changed: dict[str, str]) -> Any:
    if isinstance(value, str):
        return changed.get(value, value)
    if isinstance(value, dict):
        return {changed.get(str(key), key): _with_changed(each, changed) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_with_changed(each, changed) for each in value]
    return value


def stored_names(names: pd.DataFrame) -> pd.DataFrame:
    """area_code, area_name: each area once, by the part of its name that is of the area; without one it is left out."""
    given = names[list(AREA_COLUMNS)].dropna().drop_duplicates("area_code", keep="last").astype(str)
    changed = _changed(given["area_name"].unique(), lambda name: without_person(name) if holds_person(name) else name)
    if changed:
        given["area_name"] = given["area_name"].replace(changed)
        given = given[given["area_name"] != ""]
    return given


def stored_batch(staged: StagedBatch) -> StagedBatch:
    """A batch whose every text is as it may be stored."""
    texts = {name: stored_text(text) for name in TEXTS_OF_BATCH if (text := getattr(staged, name)) is not None}
    return replace(
        staged,
        file_name=stored_file_name(staged.file_name, staged.file_sha256),
        facts=_stored_frame(staged.facts),
        measures=_stored_frame(staged.measures),
        area_names=stored_names(staged.area_names),
        places=_stored_places(staged.places),
        **texts,
    )


def _stored_places(places: pd.DataFrame) -> pd.DataFrame:
    """Each area once, its sheet by a name that may be stored: a sheet may be called by a number of a person alone."""
    once = places.drop_duplicates("area_code")
    kept = {name: stored_text(str(name)) for name in once["sheet"].dropna().unique()} if "sheet" in once else {}
    return once.assign(sheet=once["sheet"].map(kept)) if kept else once


def texts_of_persons(written: Any) -> tuple[str, ...]:
    """The texts of a plan (any values of JSON) that seem to say something of a person, each once. Its lines are the
    items of a list."""
    return tuple(text for text in dict.fromkeys(every_text(written)) if holds_person(text.replace("\n", "; ")))


def check_plan(written: Any, kept: Collection[str], decided: Any = ()) -> None:
    """Raise PersonalTextError for the texts of persons in a plan that nobody has said are to be kept.

    `decided`: what is stored of it already, of whose texts somebody has said so."""
    allowed = {*kept, *every_text(decided)}
    flagged = texts_of_persons([text for text in dict.fromkeys(every_text(written)) if text not in allowed])
    if flagged:
        raise PersonalTextError(flagged)


def every_text(value: Any) -> Iterable[str]:
    """Every text in values of JSON, keys too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from map(str, value)
        for each in value.values():
            yield from every_text(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from every_text(each)


def _stored_frame(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with the few different texts of its columns as they may be stored; itself where nothing changes."""
    changes: dict[str, pd.Series] = {}
    for column in frame.columns:
        if column in NUMERIC_COLUMNS or pd.api.types.is_numeric_dtype(frame[column]):
            continue
        changed = _changed(frame[column].dropna().unique(), stored_text)
        if changed:
            changes[column] = frame[column].astype("str").replace(changed)
    return frame.assign(**changes) if changes else frame


def _changed(texts: Iterable[Any], change: Callable[[str], str]) -> dict[Any, str]:
    """Text → as it may be stored, of those that change."""
    found = {text: change(str(text)) for text in texts if not CODE.fullmatch(str(text))}
    return {text: kept for text, kept in found.items() if kept != text}
