"""`python -m sample_data.make [FOLDER]`: writes the synthetic workbooks anew; the same figures every time."""

import sys
from pathlib import Path

from click import argument

from sample_data.parameters import FOLDER
from sample_data.workbooks import write_workbooks
from words.command_line import command, run


@command("make", "สร้างไฟล์ข้อมูลสังเคราะห์ใหม่ทั้งหมด")
@argument("folder", type=Path, default=FOLDER, metavar="[FOLDER]", help="โฟลเดอร์ที่จะเขียน (ปกติ sample_data)")
def main(folder: Path) -> int:
    """Write the workbooks beside this script, or into the folder named."""
    for path in write_workbooks(folder):
        sys.stdout.write(f"{path.name} {path.stat().st_size / 1024:,.0f} KB\n")
    return 0


if __name__ == "__main__":
    sys.exit(run(main, sys.argv[1:], "python -m sample_data.make"))
