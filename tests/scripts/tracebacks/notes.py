# Notes below the message.
error = ValueError("first line\nsecond line")
error.add_note("a note")
error.add_note("a note of\ntwo lines")
error.add_note("")
try:
    raise error
except ValueError as caught:
    caught.add_note("the last")
    raise
