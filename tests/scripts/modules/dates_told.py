# How datetime words what it refuses: what stands behind the exception, and the types' whole names.
from datetime import date, datetime, time, timedelta

for action in (
    lambda: date.fromisoformat("2024-02-30"),
    lambda: date.fromisoformat("x"),
    lambda: time.fromisoformat("25:00"),
    lambda: time.fromisoformat("x"),
    lambda: datetime.fromisoformat("2024-02-29T25"),
    lambda: datetime.fromisoformat("2024-02-29T24:01"),
    lambda: datetime.combine(timedelta(1), time()),
    lambda: datetime.combine(date(2024, 1, 1), date(2024, 1, 1)),
    lambda: datetime(2024, 1, 1).astimezone(timedelta(1)),
    lambda: datetime(2024, 1, 1).astimezone([]),
):
    try:
        print(action())
    except Exception as e:
        print(type(e).__name__, e, type(e.__context__).__name__)

from fractions import Fraction

try:
    Fraction("x")
except ValueError as e:
    print(e, e.__context__)
