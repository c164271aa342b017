"""One who has every public file: all counts that are shown and all means as printed, of all areas and levels together.

Looks for the counts that are not shown with an integer solver, and knows more than any file says: which of the hidden
counts are small and on which side. Uses nothing of the gate but what it lets out.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import connected_components

from analysis.disclosure.gate import Disclosure
from catalogue import IndicatorSet
from catalogue.areas import parent_of
from tests.analysis.disclosure.every_mean import every_mean

FEW = 9
ENOUGH = 4
MANY = 10_000_000
Cell = tuple[str, str]
Terms = dict[int, float]


@dataclass
class Attack:
    """The sums and means that are known. `counts`: area_code, indicator_code, assessed, failed of every figure there
    is; `gate` says which of them are shown."""

    counts: pd.DataFrame
    gate: Disclosure
    indicator_set: IndicatorSet
    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)
    rows: list[tuple[Terms, float, float]] = field(default_factory=list)
    means: dict[tuple[str, tuple[str, ...]], tuple[Terms, float, float, float]] = field(default_factory=dict)
    files: int = 0  # figures of files that bear on a hidden count

    def __post_init__(self) -> None:
        figures = self.counts[self.counts["assessed"] > 0]
        self.true: dict[Cell, tuple[int, int]] = {
            (str(row.area_code), str(row.indicator_code)): (int(row.assessed), int(row.failed))
            for row in figures.itertuples()
        }
        self.hidden = {area: self.gate.hidden(area) for area, _ in self.true}
        self.failed_of: dict[Cell, int] = {}
        self.assessed_of: dict[Cell, int] = {}
        self.groups: dict[Cell, list[Cell]] = {}
        for area, code in self.true:
            above = parent_of(area)
            if above is not None:
                self.groups.setdefault((above, code), []).append((area, code))
        self._add_variables()
        self._add_sums()
        self._add_means()
        self._find_parts()

    def small(self) -> list[Cell]:
        """The hidden counts of 1–9."""
        return [cell for cell, (n, k) in self.true.items() if 1 <= k <= FEW or 1 <= n - k <= FEW]

    def add_year(self, other: "Attack") -> None:
        """Join all that is known of another year, and the changes of the means that both years print."""
        start = len(self.low)
        self.low += other.low
        self.high += other.high
        self.rows += [({start + key: value for key, value in terms.items()}, *ends) for terms, *ends in other.rows]
        for mean, (terms, known, printed, half) in other.means.items():
            if mean in self.means:
                own, own_known, own_printed, own_half = self.means[mean]
                change, room = own_printed - printed - (own_known - known), own_half + half
                both = own | {start + key: -value for key, value in terms.items()}
                self.rows.append((both, change - room, change + room))
        self._find_parts()

    def add_file(self, area: str, codes: Sequence[str], printed: float) -> None:
        """What a file prints as the mean percentage of an area over some indicators (of one: its percentage), believed
        as far as its decimals go. Call `end_files` after the last."""
        held = [code for code in codes if (area, code) in self.true]
        decimals = next((each for each in (0, 1) if abs(round(printed, each) - printed) < 1e-9), None)
        half = 1e-6 if decimals is None or len(held) == 1 else 0.5 * 10.0**-decimals
        terms, known = {}, 0.0
        for code in held:
            n, k = self.true[area, code]
            if (area, code) in self.assessed_of and len(held) == 1:
                terms = {self.failed_of[area, code]: 100.0, self.assessed_of[area, code]: -printed}
                known, printed = 0.0, 0.0
            elif (area, code) in self.failed_of:
                terms[self.failed_of[area, code]] = 100 / n / len(held)
            else:
                known += 100 * k / n / len(held)
        if terms:
            self.rows.append((terms, printed - half - known, printed + half - known))
            self.files += 1

    def end_files(self) -> None:
        """Look anew for the unknowns that bear on each other."""
        self._find_parts()

    def values_left(self, cell: Cell) -> list[int]:
        """How many values (up to ENOUGH) each of the small counts of a figure may have: of failed, of passed."""
        n, k = self.true[cell]
        if cell not in self.failed_of:
            return [1]
        failed, assessed = self.failed_of[cell], self.assessed_of.get(cell)
        left: list[int] = []
        if 1 <= k <= FEW:
            left.append(self._values({failed: 1.0}, k))
        if 1 <= n - k <= FEW:
            left.append(
                self._values({failed: -1.0}, -k)
                if assessed is None
                else self._values({failed: -1.0, assessed: 1.0}, n - k)
            )
        return left

    def _add_variables(self) -> None:
        for cell, (n, k) in self.true.items():
            area, code = cell
            if code not in self.hidden[area]:
                continue
            tells_assessed = code not in self.gate.assessed_hidden(area)
            self.failed_of[cell] = self._variable(*self._range(cell, n, k) if tells_assessed else (0, MANY))
            if not tells_assessed:
                self._add_unknown_assessed(cell, n, k)

    def _range(self, cell: Cell, n: int, k: int) -> tuple[int, int]:
        if n <= FEW:
            return 0, n
        if 1 <= k <= FEW:
            return (0 if self._may_be_zero(cell) else 1), FEW
        return (n - FEW, n - 1) if 1 <= n - k <= FEW else (0, n)

    def _add_unknown_assessed(self, cell: Cell, n: int, k: int) -> None:
        failed = self.failed_of[cell]
        assessed = self._variable(1, FEW) if n <= FEW else self._variable(FEW + 1, MANY)
        self.assessed_of[cell] = assessed
        few_passed = n > FEW and 1 <= n - k <= FEW and k > FEW
        self.rows.append(({assessed: 1.0, failed: -1.0}, 1 if few_passed else 0, FEW if few_passed else MANY))
        if n > FEW and 1 <= k <= FEW:
            self.low[failed], self.high[failed] = (0 if self._may_be_zero(cell) else 1), FEW

    def _may_be_zero(self, cell: Cell) -> bool:
        """A zero is hidden beside it, or every figure beside it is hidden."""
        above = parent_of(cell[0])
        group = self.groups.get((above, cell[1]), []) if above else []
        hidden = [each for each in group if each[1] in self.hidden[each[0]]]
        zero = any(self.true[each][1] == 0 and self.true[each][0] > FEW for each in hidden)
        return bool(group) and (zero or len(hidden) == len(group))

    def _variable(self, low: float, high: float) -> int:
        self.low.append(low)
        self.high.append(high)
        return len(self.low) - 1

    def _add_sums(self) -> None:
        for above, parts in self.groups.items():
            if above in self.true:
                self._add_sum(above, parts, self.failed_of, 1)
                self._add_sum(above, parts, self.assessed_of, 0)

    def _add_sum(self, above: Cell, parts: list[Cell], variables: dict[Cell, int], place: int) -> None:
        shown = sum(self.true[cell][place] for cell in parts if cell not in variables)
        terms: Terms = {variables[cell]: 1.0 for cell in parts if cell in variables}
        if above in variables:
            terms[variables[above]] = -1.0
        else:
            shown -= self.true[above][place]
        if terms:
            self.rows.append((terms, -shown, -shown))
        else:
            assert shown == 0, f"{above}: the parts do not add up"

    def _add_means(self) -> None:
        for area in {area for area, _ in self.true}:
            for codes in every_mean(self.indicator_set):
                held = [code for code in codes if (area, code) in self.true]
                decimals = self.gate.decimals_of(area, codes)
                if held and decimals is not None:
                    self._add_mean(area, held, self.gate.mean_pct(area, codes), 0.5 * 10.0**-decimals)

    def _add_mean(self, area: str, codes: list[str], printed: float, half: float) -> None:
        known, terms = 0.0, {}
        for code in codes:
            n, k = self.true[area, code]
            weight = 100 / n / len(codes)
            if (area, code) in self.failed_of:
                terms[self.failed_of[area, code]] = weight
            else:
                known += weight * k
        if terms:
            self.rows.append((terms, printed - half - known, printed + half - known))
            self.means[area, tuple(codes)] = terms, known, printed, half
        else:
            assert abs(known - printed) <= half + 1e-9

    def _find_parts(self) -> None:
        """The unknowns that bear on each other, and what is known of each such part."""
        size = len(self.low)
        pairs = [(first, other) for terms, _, _ in self.rows for first in [next(iter(terms))] for other in terms]
        first, other = np.array(pairs).reshape(-1, 2).T
        graph = coo_array((np.ones(len(pairs)), (first, other)), shape=(size, size))
        _, self.part_of = connected_components(graph, directed=False)
        self.rows_of: dict[int, list[int]] = {}
        self.problems: dict[int, dict[str, Any]] = {}
        for number, (terms, _, _) in enumerate(self.rows):
            self.rows_of.setdefault(int(self.part_of[next(iter(terms))]), []).append(number)

    def _values(self, terms: Terms, true: int) -> int:
        """How many values some terms may have: first by answers that were found for other counts of the part, then by
        asking for the values nearest to the true one; where these are not enough, by the lowest and the highest."""
        problem = self._problem(int(self.part_of[next(iter(terms))]))
        found = {true} | {
            round(sum(answer[problem["place"][unknown]] * factor for unknown, factor in terms.items()))
            for answer in problem["answers"]
        }
        self._find_more(found, problem, terms, (true - 1, true + 1, true - 2, true + 2))
        if len(found) < ENOUGH:
            lowest, highest = (self._end(problem, terms, sign) for sign in (1.0, -1.0))
            assert lowest <= true <= highest
            found |= {lowest, highest}
            between = range(lowest, min(highest, lowest + 40) + 1)
            self._find_more(found, problem, terms, sorted(between, key=lambda value: abs(value - true)))
        return min(len(found), ENOUGH)

    def _find_more(self, found: set[int], problem: dict[str, Any], terms: Terms, values: Sequence[int]) -> None:
        """Add those of these values that some terms may have, until there are enough."""
        for value in values:
            if len(found) < ENOUGH and value not in found:
                answer = self._answer(problem, terms, value)
                if answer is not None:
                    found.add(value)
                    problem["answers"].append(answer)

    def _problem(self, part: int) -> dict[str, Any]:
        if part in self.problems:
            return self.problems[part]
        unknowns = np.flatnonzero(self.part_of == part)
        place = {int(unknown): number for number, unknown in enumerate(unknowns)}
        rows = [self.rows[number] for number in self.rows_of.get(part, [])]
        entries = [(r, place[u], value) for r, (terms, _, _) in enumerate(rows) for u, value in terms.items()]
        r, u, values = (np.array(column) for column in zip(*entries, strict=True))
        matrix = csr_array((values, (r, u)), shape=(len(rows), len(unknowns)))
        limits = np.array([[low, high] for _, low, high in rows], dtype=float)
        bounds = np.array([self.low, self.high], dtype=float)[:, unknowns]
        self.problems[part] = {"place": place, "matrix": matrix, "limits": limits, "bounds": bounds, "answers": []}
        return self.problems[part]

    def _end(self, problem: dict[str, Any], terms: Terms, sign: float) -> int:
        """The lowest value of some terms (sign 1) or the highest (−1)."""
        cost = np.zeros(len(problem["place"]))
        for unknown, factor in terms.items():
            cost[problem["place"][unknown]] = sign * factor
        answer = _solved(problem, cost)
        assert answer.status == 0, answer.message
        return round(sign * answer.fun)

    def _answer(self, problem: dict[str, Any], terms: Terms, value: float) -> np.ndarray | None:
        """Values of all unknowns of a part that agree with what is known and give some terms this value."""
        row = np.zeros((1, len(problem["place"])))
        for unknown, factor in terms.items():
            row[0, problem["place"][unknown]] = factor
        answer = _solved(problem, np.zeros(row.shape[1]), LinearConstraint(row, value, value))
        return answer.x if answer.status == 0 else None


def _solved(problem: dict[str, Any], cost: np.ndarray, *more: LinearConstraint) -> Any:
    return milp(
        cost,
        integrality=np.ones(len(cost)),
        bounds=Bounds(*problem["bounds"]),
        constraints=[LinearConstraint(problem["matrix"], *problem["limits"].T), *more],
    )
