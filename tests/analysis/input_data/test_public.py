"""What has come in counts places and figures, never people: nothing of it is hidden."""

import pandas as pd

from analysis.input_data.public import input_data_public


def test_nothing_is_hidden() -> None:
    found = pd.DataFrame({"areas": [3], "facts": [7]})
    shaped = input_data_public(found)
    assert shaped.hidden == 0
    assert shaped.content is found
