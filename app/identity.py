"""Who is at the screen. One PC asks nobody; a server is told by the proxy before it, or by a sign-in (docs/server.md).

`CIA_IDENTITY=header`: the proxy names the person in `Remote-User`, and says with every request the secret that it
shares with this program (`CIA_PROXY_SECRET`), so that nobody else can name anybody. `CIA_IDENTITY=oidc`: the sign-in
of Streamlit itself, whose e-mail address is the name. Without an account of that name there is no access.
"""

import importlib
import os
from typing import Any, Final

import streamlit as st
from streamlit.auth_util import validate_auth_credentials
from streamlit.errors import StreamlitAuthError

from warehouse import ONE_PC, Actor, Warehouse, actor_of

HEADER, OIDC = "header", "oidc"
WAYS: Final = ("", HEADER, OIDC)
USER_HEADER: Final = "Remote-User"
PROXY_HEADER: Final = "X-Radar-Proxy"
LEAST_SECRET: Final = 32
NAME: Final = "account"  # where the header's name stands in st.user


def identity() -> str:
    """How people are known: "" (nobody is asked), `header` or `oidc`. Raises SystemExit for another word."""
    way = os.environ.get("CIA_IDENTITY", "")
    if way not in WAYS:
        raise SystemExit(f"CIA_IDENTITY เป็น '{way}' ไม่ได้ ใส่ {HEADER} หรือ {OIDC} (ไม่ใส่เลย ถ้าเป็นเครื่องเดียว)")
    return way


def proxy_secret() -> str:
    """What the proxy says with every request. Raises SystemExit where it is missing or short."""
    secret = os.environ.get("CIA_PROXY_SECRET", "")
    if len(secret) < LEAST_SECRET:
        raise SystemExit(f"CIA_PROXY_SECRET ต้องยาวอย่างน้อย {LEAST_SECRET} ตัวอักษร ตั้งให้ตรงกันในโปรแกรมนี้และในพร็อกซี")
    return secret


def trusted_headers() -> dict[str, Any]:
    """The option that lets Streamlit keep the name that the proxy gives; it is set by `app.server` alone, where
    `app.front_door` lets no one past the proxy. Started in another way the program knows nobody."""
    if identity() != HEADER:
        return {}
    proxy_secret()
    return {"server.trustedUserHeaders": {USER_HEADER: NAME}}


def check_sign_in() -> None:
    """Raises SystemExit where people are to sign in by OpenID Connect and its packages or settings are missing."""
    if identity() != OIDC:
        return
    try:
        importlib.import_module("authlib.integrations.starlette_client")
        validate_auth_credentials("default")
    except ModuleNotFoundError as error:
        raise SystemExit(
            f"ลงชื่อเข้าใช้ยังไม่ได้ เพราะไม่มี {error.name} สั่ง pip install -r requirements-server.txt แล้วเปิดใหม่"
        ) from error
    except StreamlitAuthError as error:
        raise SystemExit(
            "ลงชื่อเข้าใช้ยังไม่ได้ เพราะ [auth] ใน .streamlit/secrets.toml ไม่ครบ ใส่ redirect_uri, cookie_secret, client_id, "
            f"client_secret และ server_metadata_url ตาม docs/server.md แล้วเปิดใหม่ ({error})"
        ) from error


def given_name() -> str:
    """What the person at this screen is called by the proxy or the sign-in; "" where neither names anybody."""
    known: dict[str, Any] = dict(st.user)
    if identity() == HEADER:
        return str(known.get(NAME) or "")
    is_known = known.get("is_logged_in") and known.get("email_verified") is not False  # whoever typed it may be another
    return str(known.get("email") or "") if is_known else ""


def current_actor(whole: Warehouse) -> Actor | None:
    """Who acts at this screen; None for a person without an account."""
    if not identity():
        return ONE_PC
    name = given_name()
    return actor_of(whole, name) if name else None
