"""A click on the name at the end of a radar's axis counts like one on its point.

Plotly reports clicks on points alone. The names are found by where the pointer went down and up, as other parts of the
figure lie over them.
"""

from collections.abc import Sequence

from streamlit.components.v2 import component

LISTENER = """
export default function ({ data, setTriggerValue }) {
  let down = null;
  const named = (event) => {
    const chart = document.querySelector('.st-key-' + CSS.escape(data.chart));
    const names = chart ? [...chart.querySelectorAll('.angularaxistick text')] : [];
    return names.findIndex((name) => {
      const box = name.getBoundingClientRect();
      return box.width && event.clientX >= box.left && event.clientX <= box.right
        && event.clientY >= box.top && event.clientY <= box.bottom;
    });
  };
  const press = (event) => { down = named(event); };
  const release = (event) => {
    const at = named(event);
    if (at >= 0 && at === down) setTriggerValue('axis', data.codes[at]);
    down = null;
  };
  document.addEventListener('pointerdown', press, true);
  document.addEventListener('pointerup', release, true);
  return () => {
    document.removeEventListener('pointerdown', press, true);
    document.removeEventListener('pointerup', release, true);
  };
}
"""


def clicked_axis(chart_key: str, codes: Sequence[str]) -> list[str]:
    """The code of the axis whose name was clicked in a chart drawn by `show_chart` under `chart_key`, if one was.
    `codes`: of its axes, in the order drawn."""
    listener = component("axis_labels", js=LISTENER)
    result = listener(
        key=f"{chart_key}-names", data={"chart": chart_key, "codes": list(codes)}, on_axis_change=lambda: None
    )
    return [str(result.axis)] if result.axis in set(codes) else []
