"""String building: pieces, joins, splits, replaces, formats."""

from measure import measure

def run(rounds):
    total = 0
    for n in range(rounds):
        text = ""
        for i in range(40):
            text += f"{i}:{n % 7},"
        words = text.replace(":", " ").split(",")
        line = "-".join(word.strip().upper() for word in words if word)
        total += len(line) + line.count("1") + line.find("39 ")
        total += len("%s %05d %.2f" % (line[:5], n, n / 3))
        total += len("{:>10}|{!r}".format(n, words[0]))
    return total


measure(lambda: run(45_000), 19303830)
