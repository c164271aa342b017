"""The levels of areas and their Thai words, from the country down: the one table of them."""

from collections.abc import Mapping

LEVELS: Mapping[str, str] = {
    "country": "ประเทศ",
    "province": "จังหวัด",
    "amphoe": "อำเภอ",
    "tambon": "ตำบล",
    "village": "หมู่บ้าน/ชุมชน",
}
