"""Own activities written as a file for another office come back as they were."""

import csv
import io
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from catalogue.activities import LABELS, activity_from_dict, activity_library, activity_to_dict
from catalogue.own_activities import activities_from_csv
from reports.logic_model.own_activities import activities_to_csv
from tests_support import budget
from words.personal_text import holds_person

WORDS = (
    st.text(alphabet="=+-@＝'\",; \tกขแ1<br>", min_size=1, max_size=9)
    .map(lambda text: f"{text}ก")
    .filter(lambda text: not holds_person(text))  # "b@1b", the name of an account
)


def test_the_whole_library_comes_back():
    assert activities_from_csv(activities_to_csv(activity_library())) == activity_library()


def test_the_file_has_thai_headings_and_no_cell_that_runs():
    activity = replace(activity_library()[0], name="=1+1", agencies=("-ก", "@ข"))
    heading, row = csv.reader(io.StringIO(activities_to_csv([activity]).decode("utf-8-sig"), newline=""))
    assert heading == list(LABELS.values())
    assert (row[2], row[5]) == ("'=1+1", "'-ก;@ข")
    assert activities_from_csv(activities_to_csv([activity])) == (activity,)


@budget(50)
@given(st.lists(st.tuples(WORDS, WORDS, st.lists(WORDS, min_size=1, max_size=3)), min_size=1, max_size=3))
def test_any_words_come_back(texts: list[tuple[str, str, list[str]]]):
    base = activity_to_dict(activity_library()[0])
    own = [
        activity_from_dict(
            {**base, "id": f"own-{place}", "name": f"{place} {name}", "output": output, "agencies": agencies}
        )
        for place, (name, output, agencies) in enumerate(texts)
    ]
    assert activities_from_csv(activities_to_csv(own)) == tuple(own)
