"""The dashboard on a PostgreSQL server: its part on backups says how they are made, and makes one."""

from pathlib import Path

import pytest

from app.state import the_warehouse
from postgres_cluster import empty_server_warehouse
from tests.warehouse.examples import staged
from tests_support import all_text, close_dashboard, control_of, open_dashboard, switch_page
from warehouse import store_batch


def test_the_dashboard_on_a_server(cluster: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    server = empty_server_warehouse(cluster)
    store_batch(server, staged({"83010101": (10, 1), "83010102": (20, 2)}))
    monkeypatch.setenv("CIA_BACKUPS", str(tmp_path))
    app = open_dashboard(server.database.address, monkeypatch)  # type: ignore[attr-defined]
    app.run()
    switch_page(app, "input_data").run()
    control_of(app.segmented_control, "choice_part").set_value("backup").run()
    assert not app.exception
    assert "pg_dump" in all_text(app)
    app.button(key="server-backup-now").click().run()
    assert not app.exception
    assert "สำรองครั้งที่ 1 เรียบร้อย" in all_text(app)
    [made] = tmp_path.glob("*.dump")
    shown = [code.value for code in app.code]
    assert str(made) in shown
    assert str(the_warehouse().server) in shown
    assert "radar@" not in "".join(shown)  # no name of an account in an address
    close_dashboard()
    server.close()
