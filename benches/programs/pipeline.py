"""The pipeline of examples/pool_pipeline.py in one: CSV, isolated interpreters, digests."""

from measure import measure

import csv
import hashlib
import io
from concurrent.futures import InterpreterPoolExecutor


class Signer:
    def sign(self, rows):
        found = []
        for row in rows:
            line = "|".join(str(value) for value in row.values())
            found.append({**row, "digest": hashlib.sha256(line.encode()).hexdigest()[:8]})
        return found


def run(rows):
    target = io.StringIO()
    writer = csv.DictWriter(target, fieldnames=["id", "value", "category"])
    writer.writeheader()
    for i in range(rows):
        writer.writerow({"id": i, "value": i * 2.5, "category": f"c{i % 100}"})
    table = list(csv.DictReader(io.StringIO(target.getvalue())))
    batches = [table[i : i + 1000] for i in range(0, rows, 1000)]
    with InterpreterPoolExecutor(max_workers=2) as pool:
        results = list(pool.map(Signer().sign, batches))
    return len(results), sum(len(rows) for rows in results), results[0][0]["digest"]


if __name__ == "__main__":
    measure(lambda: run(60_000), (60, 60000, "6e5e6597"))
