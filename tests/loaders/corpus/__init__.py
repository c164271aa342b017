"""Bad and messy files, made by script: one declared case each, with the exact answer the program must give.

`python -m tests.loaders.corpus FOLDER` writes them all to a folder to look at. The answers stand in `answers/*.toml`.
"""

from tests.loaders.corpus.attack_cases import ATTACKS
from tests.loaders.corpus.file_cases import FILES
from tests.loaders.corpus.layout_cases import LAYOUTS
from tests.loaders.corpus.model import Case, Collection
from tests.loaders.corpus.number_cases import NUMBERS
from tests.loaders.corpus.place_cases import PLACES

COLLECTIONS: tuple[Collection, ...] = (FILES, LAYOUTS, NUMBERS, PLACES, ATTACKS)
CASES: tuple[Case, ...] = tuple(case for collection in COLLECTIONS for case in collection.cases)

__all__ = ["CASES", "COLLECTIONS", "Case", "Collection"]
