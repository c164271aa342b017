"""The one error of the warehouse, worded for the person at the screen."""


class WarehouseError(Exception):
    """Something the warehouse cannot do: `what` happened and how to `fix` it, both in Thai.

    Nothing has been written when it is raised: every write is one transaction.
    """

    def __init__(self, what: str, fix: str) -> None:
        super().__init__(f"{what} → {fix}")
        self.what = what
        self.fix = fix
