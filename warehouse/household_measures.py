"""Names of the measures counted from household rows at import, shared by who counts them and who reads them.

All are additive: the value of an area is the sum over its villages, so shares and indices are exact at every level.
No household is stored, only these counts per village.

| measure | what it counts in one village |
|---|---|
| `households_failing_0` … `_3plus` | households that fail none, one, two, three or more indicators |
| `pair:<code>:<code>` | households that fail both indicators (in the set's order); a pair nobody fails is absent |
| `mpi_households` | households with a deprivation score |
| `mpi_left_out` | households without one: too few dimensions apply to them |
| `mpi_poor` | households whose score reaches CUTOFF |
| `mpi_censored_score_sum` | sum of the scores (0–1) of the poor households |
| `mpi_dimension_sum:<dimension>` | the part of that sum which one dimension adds |
| `mpi_people`, `mpi_poor_people` | members of the households with a score, and of the poor ones; absent when not told |
"""

from typing import Final

CUTOFF: Final = 1 / 3  # the stored sums hold for this one; changing it means importing again
FAILING: Final = (
    "households_failing_0",
    "households_failing_1",
    "households_failing_2",
    "households_failing_3plus",
)
PAIR_PREFIX: Final = "pair:"
MPI_HOUSEHOLDS: Final = "mpi_households"
MPI_LEFT_OUT: Final = "mpi_left_out"
MPI_POOR: Final = "mpi_poor"
MPI_SCORE_SUM: Final = "mpi_censored_score_sum"
MPI_DIMENSION_PREFIX: Final = "mpi_dimension_sum:"
MPI_PEOPLE: Final = "mpi_people"
MPI_POOR_PEOPLE: Final = "mpi_poor_people"


def pair_measure(first_code: str, second_code: str) -> str:
    """Name of the measure of a pair of indicators, the one that comes first in the set first.

    >>> pair_measure("jpt-2560-01", "jpt-2560-22")
    'pair:jpt-2560-01:jpt-2560-22'
    """
    return f"{PAIR_PREFIX}{first_code}:{second_code}"


def dimension_measure(dimension_code: str) -> str:
    """Name of the measure of a dimension's part in the index.

    >>> dimension_measure("d1")
    'mpi_dimension_sum:d1'
    """
    return f"{MPI_DIMENSION_PREFIX}{dimension_code}"
