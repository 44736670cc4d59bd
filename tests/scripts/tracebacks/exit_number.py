import sys
try:
    print("out")
    sys.exit(3)
finally:
    print("finally runs")
