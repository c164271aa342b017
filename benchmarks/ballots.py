"""What 200 phones cost at a meeting: `python -m benchmarks.ballots [--phones 200]`.

Promise: under one second of processor time for all of them, each opening the page, sending a ballot that spends too
much, sending it again as it should be, and being shown the page with it. The phones are threads of another process, so
that only the listener is counted. Printed are seconds of processor time and of the clock, and the bytes of the page.
"""

import argparse
import http.client
import sys
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from functools import partial
from multiprocessing import get_context
from urllib.parse import urlencode

from app.ballot_page import BallotSheet
from app.ballot_server import BallotBox, Listener
from warehouse.workshops import POINTS

HERE = "127.0.0.1"
PHONES, AT_ONCE, MOST_SECONDS = 200, 40, 1.0
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
PROBLEMS = tuple(f"ปัญหาที่ {number} ของตำบลซึ่งมีชื่อยาวพอสมควร" for number in range(10))


def asked(port: int, method: str, path: str, body: str = "", cookie: str = "") -> tuple[int, str, int]:
    """Status, cookie and length of one answer, over a connection of its own, as phones have."""
    connection = http.client.HTTPConnection(HERE, port, timeout=20)
    try:
        connection.request(method, path, body or None, (FORM if body else {}) | ({"Cookie": cookie} if cookie else {}))
        answer = connection.getresponse()
        return answer.status, (answer.headers["Set-Cookie"] or cookie).partition(";")[0], len(answer.read())
    finally:
        connection.close()


def one_phone(port: int, path: str, number: int) -> tuple[int, ...]:
    """The statuses that a phone sees on its way."""
    opened, cookie, _ = asked(port, "GET", path)
    spent = {f"p{number % 10}": 7, f"p{(number + 1) % 10}": 5}
    too_much = asked(port, "POST", path, urlencode(spent), cookie)[0]
    sent = asked(port, "POST", path, urlencode(spent | {f"p{number % 10}": 5}), cookie)[0]
    return opened, too_much, sent, asked(port, "GET", path, cookie=cookie)[0]


def all_phones(port: int, path: str, phones: int) -> list[tuple[int, ...]]:
    """Every phone, many at once."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(partial(one_phone, port, path), range(phones)))


def measured(phones: int) -> dict[str, float]:
    """`cpu_seconds` of the listener for all phones, `seconds` on the clock, `ballots` it has, `page_bytes`, and how
    many `refused` answers there were beside those that are expected."""
    box = BallotBox(BallotSheet("ตำบลตัวอย่าง", POINTS, PROBLEMS), HERE)
    listener = Listener(box, lambda: None, lambda: True, lambda: None)
    listener.start()
    box.begin()
    path = f"/{box.code}"
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        pool.submit(all_phones, listener.port, path, 1).result()
        cpu, clock = time.process_time(), time.perf_counter()
        seen = pool.submit(all_phones, listener.port, path, phones).result()
        found = {"cpu_seconds": time.process_time() - cpu, "seconds": time.perf_counter() - clock}
    length = asked(listener.port, "GET", path)[2]
    listener.stop()
    refused = sum(each != (200, 422, 303, 200) for each in seen)
    return found | {"ballots": len(box.ballots) - 1, "page_bytes": length, "refused": refused}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--phones", type=int, default=PHONES)
    phones = parser.parse_args().phones
    found = measured(phones)
    print(f"{phones} phones, 4 requests each: {found['cpu_seconds']:.2f} s of processor, {found['seconds']:.2f} s")
    print(f"page {found['page_bytes']:.0f} bytes, {found['ballots']:.0f} ballots, {found['refused']:.0f} refused")
    return int(found["cpu_seconds"] >= MOST_SECONDS or found["refused"] > 0)


if __name__ == "__main__":
    sys.exit(main())
