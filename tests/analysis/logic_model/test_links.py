"""Links of cards both ways, over any number of steps; circles and links to nothing end."""

from analysis.logic_model.plan import Activity, Card, Cause, Outcome, Output, Plan, Problem, links_of

CARDS = (
    Outcome(id="outcome-1", text="", links=("output-1", "output-1", "gone-1")),
    Problem(id="problem-1", text=""),
    Cause(id="cause-1", text="", links=("problem-1", "cause-1")),
    Activity(id="activity-1", text="", links=("cause-1",)),
    Output(id="output-1", text="", links=("activity-1",)),
    Output(id="output-2", text=""),
)
PLAN = Plan(area_code="83", set_id="s", year_be=2564, fiscal_year_be=2570, parts=CARDS)


def ids(cards: tuple[Card, ...]) -> list[str]:
    return [card.id for card in cards]


def test_a_card_is_followed_over_all_its_links():
    links = links_of(PLAN)
    assert ids(links.after["output-1"]) == ["outcome-1"]
    assert ids(links.before["outcome-1"]) == ["output-1"]
    assert ids(links.all_after("problem-1", Card)) == ["cause-1", "activity-1", "output-1", "outcome-1"]
    assert ids(links.all_after("problem-1", Output)) == ["output-1"]
    assert ids(links.all_before("outcome-1", Problem)) == ["problem-1"]
    assert links.all_after("output-2", Card) == links.all_before("problem-1", Card) == ()


def test_a_circle_ends():
    cards = (Cause(id="cause-1", text="", links=("cause-2",)), Cause(id="cause-2", text="", links=("cause-1",)))
    links = links_of(Plan(area_code="83", set_id="s", year_be=2564, fiscal_year_be=2570, parts=cards))
    assert ids(links.all_after("cause-1", Card)) == ["cause-2"]
