"""`python -m tests.loaders.corpus FOLDER` writes every file of the collection, to look at it in an office program."""

import sys
from pathlib import Path

from tests.loaders.corpus import CASES


def main(folder: Path) -> int:
    """Write `<key> <file name>` for every case; a path in a name is left out. Returns how many there are."""
    folder.mkdir(parents=True, exist_ok=True)
    for case in CASES:
        name = case.file_name.rsplit("/", 1)[-1].replace(";", "_")
        (folder / f"{case.key} {name}").write_bytes(case.build())
    return len(CASES)


if __name__ == "__main__":
    print(f"{main(Path(sys.argv[1]))} ไฟล์")
