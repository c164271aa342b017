"""A small plan that several tests of stage 5 work with, and short ways to make parts."""

from typing import Any

from analysis.logic_model.plan import Budget, Part, Plan, Problem, Project

SET = "jpt-made-up"


def plan_with(*parts: Part, area_code: str = "830101", fiscal_year_be: int = 2582, **more: Any) -> Plan:
    """A plan of the survey 2581 with these parts."""
    fields: dict[str, Any] = {"set_id": SET, "year_be": 2581} | more
    return Plan(area_code=area_code, fiscal_year_be=fiscal_year_be, parts=parts, **fields)


def problem(number: int, **more: Any) -> Problem:
    """A problem of the indicator of that number: 60 of 200 persons fail, 20 % are to be left."""
    fields: dict[str, Any] = {
        "text": f"ปัญหา {number}", "set_id": SET, "indicator_code": f"{SET}-{number:02}", "year_be": 2581,
        "baseline_pct": 30.0, "failed": 60.0, "assessed": 200.0, "unit": "คน", "to_reach": 60.0, "target_pct": 20.0,
    }  # fmt: skip
    return Problem(id=f"problem-{number}", **(fields | more))


def project(number: int, *baht: float, source: str = "อบต.", year_be: int = 2582, **more: Any) -> Project:
    """A project with a budget for each sum."""
    budgets = tuple(Budget(source=source, year_be=year_be, baht=each) for each in baht)
    return Project(id=f"project-{number}", name=f"โครงการ {number}", budgets=budgets, **more)
