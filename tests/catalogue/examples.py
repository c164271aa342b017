"""Made-up definitions to test with."""

from typing import Any

Definition = dict[str, Any]


def made_up_set(set_id: str, survey: str, years: tuple[int, int], dimensions: int, size: int) -> Definition:
    """A complete definition with made-up names, its indicators dealt out to the dimensions in turn."""
    unit = {"jpt": "ครัวเรือน", "nrd2c": "หมู่บ้าน"}[survey]
    return {
        "id": set_id,
        "survey": survey,
        "title": "ชุดสมมติ",
        "first_year": years[0],
        "last_year": years[1],
        "dimensions": [{"number": n, "name": f"หมวดสมมติ {n}"} for n in range(1, dimensions + 1)],
        "indicators": [
            {"number": n, "name": f"ตัวชี้วัดสมมติ {n}", "dimension": n % dimensions + 1, "unit": unit}
            for n in range(1, size + 1)
        ],
    }


def small_set() -> Definition:
    """Two indicators of a made-up จปฐ. set."""
    common = {"dimension": 1, "unit": "คน", "applies_to": "ทุกคน", "groups": ["elderly"], "direction": "more_is_better"}
    return {
        "id": "jpt-2580",
        "survey": "jpt",
        "title": "ชุดเล็ก",
        "first_year": 2580,
        "last_year": 2584,
        "size": 2,
        "confidence": "M",
        "dimensions": [{"number": 1, "name": "สุขภาพ"}],
        "indicators": [
            {"number": 1, "name": "หนึ่ง", "targets": {"2580": 95}, "sdg": [3], "agencies": ["ก", "ข"], **common},
            {"number": 2, "name": "สอง", **common},
        ],
    }


def value_set(set_id: str = "other-rain") -> Definition:
    """A data set of the user's own, measured as values."""
    waste = {"unit": "ตันต่อวัน", "direction": "more_is_worse", "rollup": "sum", "low": 0, "targets": "2567:120.5"}
    water = {"unit": "คะแนน", "direction": "more_is_better", "rollup": "weighted_mean", "low": 0, "high": 10}
    return {
        "id": set_id,
        "survey": "other",
        "title": "ฝนและขยะ",
        "first_year": 2566,
        "last_year": 2570,
        "measure": "value",
        "dimensions": [{"number": 1, "name": "สิ่งแวดล้อม"}],
        "indicators": [
            {"number": 1, "name": "ปริมาณขยะ", "dimension": "สิ่งแวดล้อม", **waste},
            {"number": 2, "name": "คะแนนคุณภาพน้ำ", "dimension": 1, **water},
        ],
    }
