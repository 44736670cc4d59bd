"""json.dumps and json.loads of nested data."""

from measure import measure

import json


def run(rounds):
    data = {
        "rows": [{"id": i, "name": f"row {i}", "price": i * 0.25, "tags": ["a", "b\n", "é"], "ok": i % 2 == 0} for i in range(300)],
        "nested": {"level": [{"level": [1, -2, None, True]}] * 20},
    }
    size = 0
    for _ in range(rounds):
        text = json.dumps(data)
        data = json.loads(text)
        size += len(text)
    return size, data["rows"][7]["price"], data["nested"]["level"][3]["level"][2]


measure(lambda: run(400), (11205200, 1.75, None))
