"""`python -m warehouse backup|backups|restore|recover|check|batches|undo|redo|actions|purge --database PATH`."""

import sys

from warehouse.command_line import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
