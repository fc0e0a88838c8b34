"""Twenty people hand in two hundred photographs while somebody else reads a case: is anything lost, and who waits?"""

import io
import json
import statistics
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import httpx
from PIL import Image

from bench.http import PAGE, Prepared, Running, on_sqlite, service
from bench.measure import Ceiling, Ratio, calibration
from bench.uploading import BEGIN, MEMORY_MIB, memory
from odr.schema import ids

PEOPLE, EACH, SIDE = 20, 10, 2040
"""Pictures of noise with so many pixels a side have 5 MB as JPEG."""
QUIET_S, PAUSE_S, SETTLES_S = 8.0, 0.02, 10.0
FINALIZE = """mutation Done($input: FinalizeEvidenceUploadInput!) { finalizeEvidenceUpload(input: $input) {
exhibit { sha256 } userErrors { message } } }"""
SENT = {"Tus-Resumable": "1.0.0", "Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"}


@dataclass(frozen=True, slots=True)
class Missed:
    """How many of the photographs did not become exhibits: none is good enough."""

    missed: int
    demand = 1.0

    @property
    def value(self) -> float:
        return float(self.missed == 0)

    def __str__(self) -> str:
        verdict = "ok" if self.missed == 0 else "BELOW"
        return f"{PEOPLE * EACH} photographs of 5 MB by {PEOPLE:<4} {self.missed} were not taken in {verdict}"


def two_hundred() -> list[Missed | Ceiling | Ratio]:
    """The service with its worker on SQLite, as it runs on one machine."""
    ready = on_sqlite()
    with service(ready, {"ODR_WORKER": "1"}) as (ours, token):
        _warm(ours, token, ready)
        quiet = _reading(ours, token, ready.case, until=time.monotonic() + QUIET_S)
        idle = memory(ours.pid, "VmRSS")
        people = subprocess.Popen(_command(ours, token, ready), stdout=subprocess.PIPE, text=True)
        busy = _reading_while(people, ours, token, ready.case)
        missed = json.loads(people.communicate()[0])
        peak = memory(ours.pid, "VmHWM") - idle
    told = f"{len(quiet)} quiet readings, {len(busy)} beside the photographs"
    return [
        Missed(missed),
        Ceiling("peak of memory above idle", peak, 2 * MEMORY_MIB, calibration(), "MiB"),
        Ratio("p95 of a case page beside them", _p95(quiet), _p95(busy), "ms", 0.5, told),
    ]


def _warm(ours: Running, token: str, ready: Prepared) -> None:
    """What a service does once after its start is not measured: the worker's first round, the first file."""
    with httpx.Client(base_url=ours.url, headers={"authorization": f"Bearer {token}"}, timeout=120) as peer:
        _handed_in(peer, ready.cases[-1], _photograph())
    time.sleep(SETTLES_S)


def _command(ours: Running, token: str, ready: Prepared) -> list[str]:
    cases = [one for one in ready.cases if one != ready.case][:PEOPLE]
    return [sys.executable, "-m", "bench.photographs", ours.url, token, *cases]


def _p95(found: list[float]) -> float:
    return statistics.quantiles(found, n=20)[-1]


def _reading(ours: Running, token: str, case: str, until: float) -> list[float]:
    """Milliseconds of each reading of the same case page, one after the other with a short pause."""
    found = []
    with httpx.Client(base_url=ours.url, headers={"authorization": f"Bearer {token}"}) as peer:
        while time.monotonic() < until:
            found.append(_read(peer, case))
    return found


def _reading_while(people: "subprocess.Popen[str]", ours: Running, token: str, case: str) -> list[float]:
    found = []
    with httpx.Client(base_url=ours.url, headers={"authorization": f"Bearer {token}"}) as peer:
        while people.poll() is None:
            found.append(_read(peer, case))
    return found


def _read(peer: httpx.Client, case: str) -> float:
    begun = time.perf_counter()
    peer.post("/graphql", json={"query": PAGE, "variables": {"id": ids.encode("Case", case)}}).raise_for_status()
    took = (time.perf_counter() - begun) * 1000
    time.sleep(PAUSE_S)
    return took


# --- the twenty people, in a process of their own -------------------------------------------------------------------


def main(url: str, token: str, *cases: str) -> int:
    """Hand everything in; print how many photographs were not taken."""
    picture = _photograph()
    begun = threading.Barrier(len(cases))

    def person(case: str) -> int:
        with httpx.Client(base_url=url, headers={"authorization": f"Bearer {token}"}, timeout=120) as peer:
            begun.wait()
            taken = [_handed_in(peer, case, picture + f"{case} {number}".encode()) for number in range(EACH)]
        return taken.count(False)

    with ThreadPoolExecutor(len(cases)) as people:
        print(sum(people.map(person, cases)))
    return 0


def _photograph() -> bytes:
    out = io.BytesIO()
    noise = Image.effect_noise((SIDE, SIDE), 90).convert("RGB")
    noise.save(out, "JPEG", quality=97)
    return out.getvalue()


def _handed_in(peer: httpx.Client, case: str, body: bytes) -> bool:
    given = {"case": ids.encode("Case", case), "filename": "crack.jpg", "sizeBytes": len(body)}
    upload = _ask(peer, BEGIN, given)["createEvidenceUpload"]["upload"]
    sent = peer.patch(urlsplit(upload["url"]).path, content=body, headers=SENT)
    done = _ask(peer, FINALIZE, {"upload": upload["id"]})["finalizeEvidenceUpload"]
    return sent.status_code == 204 and done["exhibit"] is not None


def _ask(peer: httpx.Client, query: str, given: dict[str, Any]) -> Any:
    answer = peer.post("/graphql", json={"query": query, "variables": {"input": given}})
    return answer.raise_for_status().json()["data"]


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
