"""The ranking: who should be helped first and how sure that is, the own place, and every area page by page."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from analysis.comparative.answers import BAND_NAMES, band_words, range_words
from analysis.comparative.what_is_compared import EVERYTHING
from analysis.core.statistics import STATUS_NAMES
from app.answers import named_areas_of, named_rows_of, stories_of_indicator, sure_differences_of
from app.state import area_title, source_text
from charts.comparative import ranking_figure
from charts.plain_values import value_areas_figure
from charts.theme import MEASURE_NAME, mean_name
from pages.comparative.controls import Compared
from pages.shared.look import ROW_PX, show_chart, show_table, source_caption
from pages.shared.url_choices import choose_page, page_number
from words.numbers import DASH, PERCENT, heading_of, is_missing
from words.screen_text import SafeText, Shown, plain, text

PAGE_ROWS = 20
ENDS = 5
MOST_SAID = 3
FEW_NAMED = 3
NOT_RANKED = "พื้นที่เหล่านี้ต่างกันน้อยกว่าความไม่แน่นอนจากจำนวนน้อย จึงไม่จัดอันดับ แสดงเพียงค่าและจำนวน"
HEADS = {
    "range": "อันดับที่เป็นไปได้", "area_name": "พื้นที่", "mean_problem_pct": "เฉลี่ยเป็นปัญหา (%)", "status_name": "เทียบทั้งพื้นที่",
    "band_name": "กลุ่มที่ควรช่วยก่อน", "failed": "ไม่ผ่าน", "assessed": "สำรวจ", "indicators_with_data": "ตัวชี้วัดที่มีข้อมูล",
}  # fmt: skip


def say_answer(compared: Compared) -> None:
    """What is compared, where the own area stands among the others, and what of that is sure: before any control."""
    ranking, measure = compared.ranking, compared.asked.measure
    title = f"{text(compared.level_name)}ใน{text(compared.asked.title)} · ปี {compared.selection.year_be} · "
    st.markdown(f"**{title}{text(measure.name)}**")
    _say_own_place(compared)
    if not ranking.is_rankable and compared.own is None:
        st.markdown(f"{NOT_RANKED} {_sure_ones(compared)}")
    elif ranking.is_rankable and ranking.sure and len(ranking.sure) == len(ranking.possible) <= FEW_NAMED:
        names = named_areas_of(compared.selection, compared.wanted, ranking.sure)["area_name"]
        st.markdown(f"ควรช่วยก่อน แน่ชัด: **{text(', '.join(map(str, names)))}** (จาก {ranking.areas:,} พื้นที่)")
    elif ranking.is_rankable and (words := band_words(ranking)):
        st.markdown(f"{text(words)} (จาก {ranking.areas:,} พื้นที่)")


def show_ranking(compared: Compared) -> None:
    """The list with its figure and table."""
    ranking = compared.ranking
    if ranking.areas > PAGE_ROWS:
        _show_ends(compared)
    find = st.text_input("ค้นหาชื่อพื้นที่", key="find", width=300) if ranking.areas > PAGE_ROWS else ""
    number = page_number()
    rows = named_rows_of(compared.selection, compared.wanted, 0, 100, find.strip()) if find else None
    if rows is None:
        pages = -(-len(ranking.table) // PAGE_ROWS)
        number = max(1, min(number, pages))
        first = (number - 1) * PAGE_ROWS
        rows = named_rows_of(compared.selection, compared.wanted, first, PAGE_ROWS)
        choose_page(number, pages, first + 1, first + len(rows), len(ranking.table))
    elif rows.empty:
        st.info("ไม่พบพื้นที่ชื่อนี้ ลองพิมพ์เพียงบางส่วนของชื่อ")
        return
    _show_rows(compared, rows.head(PAGE_ROWS) if find else rows)


def _say_own_place(compared: Compared) -> None:
    if compared.own is not None:
        st.markdown(own_place_words(compared))
        _say_sure_differences(compared)


def own_place_words(compared: Compared) -> Shown:
    """Where the own area stands among the others, and of how many of them that is sure."""
    if compared.own is None:
        return "พื้นที่นี้ไม่มีข้อมูลให้เทียบ"
    row = named_areas_of(compared.selection, compared.wanted, (compared.own,)).iloc[0]
    place = range_words(row["rank"], row["rank_first"], row["rank_last"])
    if place == DASH:
        return f"**{text(row['area_name'])}** ไม่มีข้อมูลให้เทียบ"
    status = STATUS_NAMES.get(str(row["status"]))
    above = text(area_title(compared.selection.version, compared.asked.place.area_code))
    first = "มีปัญหามากที่สุด" if compared.asked.measure.more_is_worse else "มีค่าน้อยที่สุด"
    of = f"จาก {compared.ranking.areas:,} (อันดับ 1 คือ{first})"
    is_told = compared.ranking.is_rankable or row["rank_last"] - row["rank_first"] < compared.ranking.areas / 2
    rank = f"อยู่อันดับ **{place}** {of}" if is_told else f"ยังบอกไม่ได้ว่าอยู่อันดับใดใน {compared.ranking.areas:,} แห่ง"
    where = f" · **{text(status)}** เมื่อเทียบกับ{above}" if status else ""
    return f"**{text(row['area_name'])}** {rank}{where}{_surely_apart(compared, row)}"


def _surely_apart(compared: Compared, row: pd.Series) -> Shown:
    """Of how many other areas it is sure that they are worse or better."""
    if is_missing(row["rank_first"]) or compared.ranking.areas < 2:
        return ""
    worse, better = int(row["rank_first"]) - 1, compared.ranking.areas - int(row["rank_last"])
    parts = [f"{word} {count:,} แห่ง" for word, count in (("น้อยกว่า", worse), ("มากกว่า", better)) if count]
    return f" · แน่ชัดว่ามีปัญหา{' และ'.join(parts)}" if parts else " · ยังไม่มีแห่งใดที่ต่างกันชัดเจน"


def _say_sure_differences(compared: Compared) -> None:
    """The problems that are surely worse or better than in the area that holds the own one."""
    sure = sure_differences_of(compared.selection, compared.wanted, compared.own) if compared.own else None
    if sure is None:
        return
    above = text(sure.above)
    found = [_counted(word, names) for word, names in (("ด้อยกว่า", sure.worse), ("เด่นกว่า", sure.better)) if names]
    if found:
        st.markdown(f"ที่แน่ชัดเมื่อเทียบกับ{above}: {' · '.join(found)}")
    else:
        st.markdown(f"ยังไม่มีเรื่องใดที่ต่างจาก{above}ชัดเจน")


def _counted(word: str, names: Sequence[str]) -> Shown:
    """How many problems, and the first of them by name."""
    more = f" และอีก {len(names) - MOST_SAID}" if len(names) > MOST_SAID else ""
    return f"**{text(word)} {len(names)} เรื่อง** ({', '.join(text(name) for name in names[:MOST_SAID])}{more})"


def _sure_ones(compared: Compared) -> SafeText | str:
    """The few that are surely among the first even where the others cannot be told apart."""
    sure = compared.ranking.sure[:ENDS]
    if not sure:
        return ""
    rows = named_areas_of(compared.selection, compared.wanted, sure)
    return text(f"แต่ที่แน่ชัดว่าควรช่วยก่อน: {', '.join(str(name) for name in rows['area_name'])}")


def _show_ends(compared: Compared) -> None:
    """The first, the own and the last areas, at a glance."""
    ranking = compared.ranking
    rows = named_rows_of(compared.selection, compared.wanted, 0, ENDS)
    last = named_rows_of(compared.selection, compared.wanted, max(ENDS, ranking.areas - ENDS), ENDS)
    own = [] if compared.own is None else [named_areas_of(compared.selection, compared.wanted, (compared.own,))]
    table = pd.concat([rows, *own, last.head(max(0, ranking.areas - ENDS))]).drop_duplicates("area_code")
    table = table[table["rank"].notna()].sort_values("rank", kind="stable")
    with st.expander("บนสุด ท้ายสุด และพื้นที่ของท่าน", expanded=compared.own is not None):
        show_table(ranking_table(compared, table), "ranking-ends")


def _show_rows(compared: Compared, rows: pd.DataFrame) -> None:
    source = source_text(compared.selection)
    left, right = st.columns([5, 6], gap="medium")
    measure = compared.asked.measure
    with left:
        if measure.is_plain:
            figure = value_areas_figure(rows, measure.unit, compared.own, is_ordered=True)
        else:
            drawn = "problem" if measure.level_number is not None else compared.measure
            name = "" if measure.code == EVERYTHING else f"{measure.name} {heading_of(PERCENT, kind_of(compared))}"
            figure = ranking_figure(rows, drawn, compared.own, name)
        show_chart(figure, "ranking-chart", alt=plain(source))
    with right:
        show_table(ranking_table(compared, rows), "ranking-table", height=(len(rows) + 1) * ROW_PX + 3)
    source_caption(source)
    if measure.is_plain:
        st.caption("เรียงตามค่าในหน่วยของข้อมูลเอง ไม่ใช่ร้อยละ จึงไม่มีช่วงความไม่แน่นอน")
        return
    if measure.level_number is not None:
        st.caption("ร้อยละของหมู่บ้านที่รู้ระดับการพัฒนา ระดับจากไฟล์ ถ้าไม่มีใช้เกณฑ์ของชุดตัวชี้วัด นับทุกหมู่บ้าน จึงไม่มีช่วงความไม่แน่นอน")
        return
    if stories_of_indicator(compared.selection, compared.wanted):
        st.caption("คอลัมน์ถัดจากร้อยละมาจากข้อมูลอื่นที่ถามอย่างเดียวกัน (จับคู่จากคำในชื่อ) นับเรื่องที่มีผู้เล่า ไม่ใช่ครัวเรือน จึงไม่เป็นร้อยละ")
    is_one = measure.is_one_indicator
    ordered_by = MEASURE_NAME[compared.measure] if is_one else f"{mean_name(compared.measure)} ทุกตัวชี้วัดมีน้ำหนักเท่ากัน"
    st.caption(
        f"เรียงจาก{ordered_by} ค่ามากคือปัญหามาก "
        "อันดับที่เป็นไปได้ = 1 + จำนวนพื้นที่ที่แย่กว่าชัดเจน ถึง จำนวนทั้งหมด − พื้นที่ที่ดีกว่าชัดเจน (เทียบทีละคู่ ระดับความเชื่อมั่น 95 % "
        "นับบุคคลเป็นครัวเรือน สูตรของโปรแกรมนี้) ไม่ใช้ขนาดของรูปเรดาร์ เพราะขึ้นกับลำดับแกน"
    )


def kind_of(compared: Compared) -> str:
    """How headings call the figures: shares of villages are per cent in a set of grades too."""
    return "count" if compared.asked.measure.level_number is not None else compared.asked.scope.indicator_set.measure


def _value_head(compared: Compared) -> str:
    measure = compared.asked.measure
    if measure.is_plain:
        return f"{measure.name} ({measure.unit})"
    return HEADS["mean_problem_pct"] if measure.code == EVERYTHING else "เป็นปัญหา (%)"


def ranking_table(compared: Compared, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows as people read them: the range of ranks, the mean, the standing, counts where there are any."""
    ranks = zip(rows["rank"], rows["rank_first"], rows["rank_last"], strict=True)
    ranged = [range_words(*each) for each in ranks] if compared.ranking.is_rankable else [DASH] * len(rows)
    table = rows.assign(
        range=ranged,
        status_name=[STATUS_NAMES.get(str(each)) or DASH for each in rows["status"]],
        band_name=[BAND_NAMES.get(str(each), DASH) for each in rows["band"]],
    )
    heads = HEADS | {"value": _value_head(compared)}
    shown = [name for name in HEADS if name != "mean_problem_pct"]
    shown.insert(2, "value")
    if compared.asked.measure.level_number is not None:
        heads |= {"value": "ร้อยละของหมู่บ้าน (%)", "failed": "หมู่บ้านระดับนี้", "assessed": "หมู่บ้านที่รู้ระดับ"}
    if rows["failed"].isna().all():
        shown = [name for name in shown if name not in ("failed", "assessed")]
    if not compared.ranking.has_ranges:
        shown = [name for name in shown if name not in ("status_name", "band_name")]
    if compared.asked.measure.is_one_indicator or compared.asked.measure.is_ranked_by_value:
        shown.remove("indicators_with_data")
    if not compared.ranking.is_rankable:
        shown = [name for name in shown if name not in ("range", "band_name")]
    stories = stories_of_indicator(compared.selection, compared.wanted)
    for code, (measure, values) in stories.items():
        table = table.assign(**{code: table["area_code"].map(values).astype("float64")})
        unit, good = measure.measure.unit, "" if measure.measure.more_is_worse else " ค่ามากคือดี"
        heads[code] = f"{measure.measure.name} ({f'{unit} ' if unit else ''}ปี {measure.year_be}){good}"
    beside = shown.index("value") + 1
    shown[beside:beside] = stories  # what asks the same stands side by side
    return table[shown].rename(columns={name: heading_of(heads[name], kind_of(compared)) for name in shown})
