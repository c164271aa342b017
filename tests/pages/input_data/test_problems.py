"""Problems as a person reads them: alike ones together by their rule and its words, never by the sentence."""

from streamlit.testing.v1 import AppTest


def shown_page() -> None:
    from loaders.checks.problems import Problem, ProblemLog  # noqa: PLC0415 - a page is a script of its own
    from pages.input_data.problems import show_problems  # noqa: PLC0415

    log = ProblemLog()
    log.rows(range(5, 1305), "V23", sheet="ข้อมูล", column="B", values=["1.5", "-3"])
    log.rows(range(5, 7), "V23", sheet="ข้อมูล", column="C")
    for code in ("83010101", "83010102"):
        log.add(Problem("C34", {"code": code}, "ข้อมูล", 9))
    log.add(Problem("C15", asks="year"))
    show_problems(log.all(), "ก")


def test_alike_problems_stand_together_with_their_count_and_the_words_of_the_screen() -> None:
    page = AppTest.from_function(shown_page, default_timeout=60).run()
    assert not page.exception
    texts = [each.value for each in page.markdown]
    grouped = [text for text in texts if "กติกา V23" in text]
    assert ["(1,300 แห่ง)" in text for text in grouped] == [True, False]
    assert "และอีก" not in grouped[0].partition("  \n")[0]
    assert "แถว 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16 และอีก 1,288 แถว" in grouped[0]
    assert "(2 แห่ง)" in grouped[1]
    assert sum("กติกา C34" in text for text in texts) == 2
    [year] = [text for text in texts if "กติกา C15" in text]
    assert "วิธีแก้: ระบุปี พ.ศ. ของการสำรวจ แล้วนำเข้าใหม่" in year
    [listed] = [each.value for each in page.dataframe]
    more = listed[listed["พบว่า"].str.contains("และอีก 1,200 แถว")]
    assert more["วิธีแก้"].tolist() == ["แก้ไขแบบเดียวกัน"]
    assert set(listed["กติกา"]) == {"V23", "C34", "C15"}
