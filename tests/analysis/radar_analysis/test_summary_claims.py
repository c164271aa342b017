"""For any counts: the summary never says more than the intervals allow, which are worked out here by statsmodels."""

import re
from contextlib import closing

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from analysis.core.scope import Question
from analysis.radar_analysis.answers import radar_analysis_json
from analysis.radar_analysis.data import AnalysisSheet, radar_analysis_data
from tests.analysis.examples import YEAR, catalogue_of, made_up_set, store
from tests_support import budget, empty_warehouse
from words.numbers import fixed, fixed_pct

SIZE = 4
SET = made_up_set(
    size=SIZE, **{f"indicator_{number}": {"targets": {YEAR: 60 + 10 * number}} for number in range(1, SIZE)}
)
CATALOGUE = catalogue_of(SET)
HERE, BESIDE, FAR = "83010101", "83010102", "83010103"
NUMBERS = range(1, SIZE + 1)
CELL = st.none() | st.sampled_from([4, 30, 400, 20_000]).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n)))
PLACES = ((HERE, YEAR), (HERE, YEAR - 1), (BESIDE, YEAR), (FAR, YEAR))
CELLS = st.fixed_dictionaries({(*place, number): CELL for place in PLACES for number in NUMBERS})
Cells = dict[tuple[str, int, int], tuple[int, int] | None]
SOME = CELLS.filter(lambda cells: any(cells[HERE, YEAR, number] for number in NUMBERS))
REFERENCES = st.sampled_from(["peers", "parent", "target", "previous", "none"])


def sheet(cells: Cells, reference: str) -> AnalysisSheet:
    with closing(empty_warehouse()) as warehouse:
        for year in (YEAR - 1, YEAR):
            rows = [(area, number, *cell) for (area, at, number), cell in cells.items() if at == year and cell]
            if rows:
                store(warehouse, SET, rows, year)
        return radar_analysis_data(warehouse, CATALOGUE, Question(HERE, YEAR), reference)


def interval(cell: tuple[int, int]) -> tuple[float, float]:
    low, high = proportion_confint(cell[1], cell[0], method="wilson")
    return 100 * float(low), 100 * float(high)


def claimed(sentence: str, words: str) -> int:
    found = re.search(rf"{words} (\d+) ตัวชี้วัด", sentence)
    return int(found[1]) if found else 0


@budget(10)
@given(SOME, REFERENCES)
def test_better_and_worse_are_said_only_where_the_interval_lies_clear(cells: Cells, reference: str):
    analysis = sheet(cells, reference).analysis
    said = next((each.text for each in analysis.statements if each.table == "standing"), "")
    beside = analysis.indicators.set_index("number")["reference_pct"]
    worse, better = set(), set()
    for number in NUMBERS:
        if (cell := cells[HERE, YEAR, number]) and pd.notna(beside[number]):
            low, high = interval(cell)
            worse |= {number} if low > beside[number] + 1e-9 else set()
            better |= {number} if high < beside[number] - 1e-9 else set()
    words = ("ต่ำกว่าเป้าหมายชัดเจน", "ถึงเป้าหมายชัดเจน") if reference == "target" else ("ด้อยกว่าชัดเจน", "เด่นกว่าชัดเจน")
    if reference in {"previous", "none"}:
        assert not any(word in " ".join(analysis.sentences) for word in words)
        return
    assert claimed(said, words[0]) <= len(worse)
    assert claimed(said, words[1]) <= len(better)
    if "ห่างสุดคือ" in said:
        assert int(re.search(r"ห่างสุดคือไม่ผ่าน: ตัวชี้วัด (\d)", said)[1]) in worse  # type: ignore[index]


@budget(10)
@given(SOME)
def test_a_change_is_said_only_where_the_intervals_of_the_years_do_not_meet(cells: Cells):
    analysis = sheet(cells, "none").analysis
    said = next((each.text for each in analysis.statements if each.table == "changes"), "")
    risen, fallen = set(), set()
    for number in NUMBERS:
        now, before = cells[HERE, YEAR, number], cells[HERE, YEAR - 1, number]
        if now and before:
            (low, high), (low_before, high_before) = interval(now), interval(before)
            risen |= {number} if low > high_before + 1e-9 else set()
            fallen |= {number} if high < low_before - 1e-9 else set()
    assert claimed(said, "ปัญหาเพิ่มขึ้นชัดเจน") <= len(risen)
    assert claimed(said, "ปัญหาลดลงชัดเจน") <= len(fallen)
    clear, unsure = said.split("อีก ")[0], "เปลี่ยนชัดเจน" in said
    named = {int(number) for number in re.findall(r"ตัวชี้วัด (\d) \(จาก", clear)}
    assert named <= risen | fallen
    assert not (unsure and named)


@budget(8)
@given(SOME, REFERENCES)
def test_every_number_of_a_sentence_stands_in_the_tables(cells: Cells, reference: str):
    """Percentages and counts of the sentences are those of the sheet; nothing is made up in words."""
    found = sheet(cells, reference)
    told = numbers_of(radar_analysis_json(found) | {"statements": [], "text": "", "formulas": []})
    for sentence in found.analysis.sentences:
        plain = re.sub(r"รหัส \d+|ปี \d+|ตัวชี้วัด \d|ด้าน \d|ไม่ถึง (30|10)", "", sentence).replace(",", "")
        for number in re.findall(r"\d+\.\d|(?<!\d)\d+(?![\d.])", plain):
            assert number in told or int(float(number)) <= SIZE, sentence


def numbers_of(answer: object) -> set[str]:
    if isinstance(answer, dict):
        return set().union(*map(numbers_of, answer.values()))
    if isinstance(answer, list):
        return set().union(*map(numbers_of, answer))
    if isinstance(answer, bool) or not isinstance(answer, int | float):
        return set()
    return {text.replace(",", "").lstrip("<>") for text in (fixed(answer, 0), fixed(answer), fixed_pct(answer))}


@budget(8)
@given(SOME, REFERENCES)
def test_three_to_six_sentences(cells: Cells, reference: str):
    assert 3 <= len(sheet(cells, reference).analysis.sentences) <= 6


@budget(6)
@given(SOME, st.permutations([HERE, BESIDE, FAR]))
def test_the_order_of_files_changes_no_word_and_no_number(cells: Cells, order: list[str]):
    sheets = []
    for areas in ([HERE, BESIDE, FAR], order):
        with closing(empty_warehouse()) as warehouse:
            for area in areas:
                for year in (YEAR, YEAR - 1) if areas == order else (YEAR - 1, YEAR):
                    rows = [
                        (area, n, *cell) for (code, at, n), cell in cells.items() if (code, at) == (area, year) and cell
                    ]
                    if rows:
                        store(warehouse, SET, rows, year, file_name=area)
            sheets.append(
                radar_analysis_json(radar_analysis_data(warehouse, CATALOGUE, Question("830101", YEAR), "previous"))
            )
    assert sheets[0] == sheets[1]
