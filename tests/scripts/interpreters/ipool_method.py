# A bound method of an instance of a class of the script, sent to a pool, as a data pipeline does it.
import hashlib
from concurrent.futures import InterpreterPoolExecutor
from typing import Any, Dict, List

FACTOR = 3


class Processor:
    """Works on chunks of rows in a pool of interpreters."""

    kinds = ('even', 'odd')

    def __init__(self, workers: int = 2):
        self.workers = workers
        self.seen = 0

    def process(self, rows: List[Dict[str, Any]]) -> Dict[str, Any]:
        self.seen += len(rows)
        result = {'count': len(rows), 'hashes': [], 'rows': []}
        for row in rows:
            text = '|'.join(str(v) for v in row.values())
            digest = hashlib.sha256(text.encode()).hexdigest()[:8]
            result['hashes'].append(digest)
            result['rows'].append({**row, 'kind': self.kinds[row['id'] % 2], 'scaled': scale(row['value']), 'hash': digest})
        return result

    def run(self, rows, size):
        chunks = [rows[k:k + size] for k in range(0, len(rows), size)]
        with InterpreterPoolExecutor(max_workers=self.workers) as pool:
            return list(pool.map(self.process, chunks))


def scale(value):
    return value * FACTOR


if __name__ == '__main__':
    rows = [{'id': n, 'value': n * 2.5, 'category': f'cat_{n % 10}'} for n in range(50)]
    processor = Processor(workers=2)
    results = processor.run(rows, 8)
    print(len(results), sum(r['count'] for r in results), processor.seen)
    print(results[0]['rows'][3], results[-1]['rows'][-1])
    here = Processor().process(rows)
    print([h for r in results for h in r['hashes']] == here['hashes'], [r for c in results for r in c['rows']] == here['rows'])
    print(len(set(here['hashes'])))
