"""Who the sign-in by OpenID Connect names, and that a server without its settings does not start."""

import importlib
from typing import Any

import pytest
import streamlit as st

from app.identity import check_sign_in, given_name


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ({"is_logged_in": True, "email": "muang@example.go.th", "email_verified": True}, "muang@example.go.th"),
        ({"is_logged_in": True, "email": "muang@example.go.th"}, "muang@example.go.th"),
        ({"is_logged_in": True, "email": "muang@example.go.th", "email_verified": False}, ""),
        ({"is_logged_in": False, "email": "muang@example.go.th"}, ""),
        ({"is_logged_in": True, "sub": "1"}, ""),
        ({"account": "boss"}, ""),
        ({}, ""),
    ],
)
def test_an_address_names_somebody_once_he_signed_in_with_it(
    monkeypatch: pytest.MonkeyPatch, told: dict[str, Any], name: str
) -> None:
    monkeypatch.setenv("CIA_IDENTITY", "oidc")
    monkeypatch.setattr(st, "user", told)
    assert given_name() == name


def test_without_its_settings_a_server_with_a_sign_in_does_not_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CIA_IDENTITY", "header")
    check_sign_in()
    monkeypatch.setenv("CIA_IDENTITY", "oidc")
    with pytest.raises(SystemExit, match=r"requirements-server|secrets\.toml"):
        check_sign_in()


def test_what_the_sign_in_needs_is_said_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CIA_IDENTITY", "oidc")

    def missing(name: str) -> None:
        raise ModuleNotFoundError(name=name)

    monkeypatch.setattr(importlib, "import_module", missing)
    with pytest.raises(SystemExit, match=r"authlib.*requirements-server"):
        check_sign_in()
