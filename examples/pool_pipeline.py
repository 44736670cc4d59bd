"""A pipeline over isolated interpreters: read a CSV file, cut it into batches, digest each batch in a pool, add up.

The batches are lists of dictionaries and the worker is a method of an object: all of it is copied into the
interpreters of the pool, and the results are copied back.
"""

import csv
import hashlib
import os
import time
from concurrent.futures import InterpreterPoolExecutor
from pathlib import Path
from typing import Any, Dict, List

ROWS = 20_000


class Ledger:
    """Signs the rows of a file, batch by batch."""

    def __init__(self, workers: int = 2, batch: int = 1_000):
        self.workers = workers
        self.batch = batch

    def sign_batch(self, rows: List[Dict[str, Any]]) -> Dict[str, Any]:
        signed = []
        for row in rows:
            line = ";".join(str(value) for value in row.values())
            signed.append({**row, "signature": hashlib.sha256(line.encode()).hexdigest()[:10], "at": time.time()})
        return {"rows": len(signed), "amount": sum(float(row["amount"]) for row in rows), "signed": signed}

    def batches(self, path: Path):
        with open(path, "r") as source:
            batch = []
            for row in csv.DictReader(source):
                batch.append(row)
                if len(batch) == self.batch:
                    yield batch
                    batch = []
        if batch:
            yield batch

    def sign(self, path: Path) -> Dict[str, Any]:
        batches = list(self.batches(path))
        begin = time.perf_counter()
        with InterpreterPoolExecutor(max_workers=self.workers) as pool:
            results = list(pool.map(self.sign_batch, batches))
        seconds = time.perf_counter() - begin
        return {
            "batches": len(batches),
            "rows": sum(result["rows"] for result in results),
            "amount": sum(result["amount"] for result in results),
            "signatures": len({row["signature"] for result in results for row in result["signed"]}),
            "seconds": seconds,
        }


def write_orders(path: Path, rows: int) -> None:
    with open(path, "w", newline="") as target:
        writer = csv.DictWriter(target, fieldnames=["order", "amount", "customer"])
        writer.writeheader()
        for number in range(rows):
            writer.writerow({"order": number, "amount": number % 97 * 1.25, "customer": f"c{number % 250}"})


if __name__ == "__main__":
    path = Path(os.environ.get("TMPDIR", "/tmp")) / f"togil_orders_{os.getpid()}.csv"
    write_orders(path, ROWS)
    try:
        report = Ledger().sign(path)
    finally:
        path.unlink()
    print(f"{report['rows']} rows in {report['batches']} batches, {report['signatures']} different signatures")
    print(f"amount: {report['amount']:,.2f}")
    print(f"{report['seconds']:.2f} s, {report['rows'] / report['seconds']:,.0f} rows a second")
