"""`python -m sample_data.make [FOLDER]`: writes the synthetic workbooks anew; the same figures every time."""

import argparse
from pathlib import Path

from sample_data.parameters import FOLDER
from sample_data.workbooks import write_workbooks


def main() -> None:
    """Write the workbooks beside this script, or into the folder named."""
    parser = argparse.ArgumentParser(prog="python -m sample_data.make", description="สร้างไฟล์ข้อมูลสังเคราะห์ใหม่ทั้งหมด")
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER, metavar="FOLDER", help="โฟลเดอร์ที่จะเขียน")
    for path in write_workbooks(parser.parse_args().folder):
        print(f"{path.name} {path.stat().st_size / 1024:,.0f} KB")


if __name__ == "__main__":
    main()
