"""`python -m loaders FILE … --database PATH` loads; `python -m loaders template NAME OUT.xlsx` writes a template."""

import sys

from loaders.command_line import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
