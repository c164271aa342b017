"""The one error of the analysis, worded for the person at the screen."""


class AnalysisError(Exception):
    """A question the data cannot answer: `what` is the matter and how to `fix` it, both in Thai."""

    def __init__(self, what: str, fix: str) -> None:
        super().__init__(f"{what} → {fix}")
        self.what = what
        self.fix = fix
