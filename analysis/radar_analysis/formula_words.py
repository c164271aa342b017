"""How a formula is written out with an area's own numbers: as many decimals as the printed result needs, no more."""

from collections.abc import Callable, Sequence

MOST_DECIMALS = 4
MOST_TERMS = 12
Formula = tuple[str, str, str, str]  # code of the section, name, formula, example


def decimals_for(values: Sequence[float], combine: Callable[[Sequence[float]], float], shown: int = 1) -> int:
    """The fewest decimals under which the rounded values still give the printed result.

    >>> decimals_for([2.17, 2.14], lambda pair: pair[0] - pair[1])
    2
    """
    for decimals in range(shown, MOST_DECIMALS):
        if round(combine([round(value, decimals) for value in values]), shown) == round(combine(values), shown):
            return decimals
    return MOST_DECIMALS


def difference(left: float, right: float) -> str:
    """
    >>> difference(20.0, 10.0), difference(2.17, 2.14)
    ('20.0 − 10.0 = +10.0 จุด', '2.17 − 2.14 = +0.0 จุด')
    """
    decimals = decimals_for([left, right], lambda pair: pair[0] - pair[1])
    return f"{left:.{decimals}f} − {right:.{decimals}f} = {left - right:+.1f} จุด"


def mean(values: Sequence[float]) -> str:
    """All terms where they are few, else their sum.

    >>> mean([10.0, 20.0]), mean([1.0] * 20)
    ('(10.0 + 20.0) ÷ 2 = 15.0', '20.0 ÷ 20 = 1.0')
    """
    if len(values) == 1:
        return f"{values[0]:.1f} ÷ 1 = {values[0]:.1f}"
    result = sum(values) / len(values)
    if len(values) > MOST_TERMS:
        return f"{sum(values):,.1f} ÷ {len(values)} = {result:.1f}"
    decimals = decimals_for(values, lambda terms: sum(terms) / len(terms))
    return f"({' + '.join(f'{value:.{decimals}f}' for value in values)}) ÷ {len(values)} = {result:.1f}"


def share(part: float, whole: float) -> str:
    """
    >>> share(538, 5011)
    '100 × 538 ÷ 5,011 = 10.7'
    """
    return f"100 × {part:,.0f} ÷ {whole:,.0f} = {100 * part / whole:.1f}"
