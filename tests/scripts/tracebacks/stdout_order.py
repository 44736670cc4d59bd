import sys
print("one")
sys.stderr.write("to stderr\n")
sys.stdout.write("two without newline")
raise ValueError("é 日本 \ud800 end")
