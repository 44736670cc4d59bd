text = """It was the best of times, it was the worst of times, it was the age
of wisdom, it was the age of foolishness; it was the epoch of belief."""
counts = {}
for word in text.lower().replace(",", " ").replace(";", " ").replace(".", " ").split():
    counts[word] = counts.get(word, 0) + 1
for word, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
    print(f"{word:<12}{count:>3} {'#' * count}")
lengths = {}
for word in counts:
    lengths.setdefault(len(word), []).append(word)
for length in sorted(lengths):
    print(length, sorted(lengths[length]))
print(max(counts, key=lambda w: (counts[w], w)), sum(counts.values()), len(counts))
print(" ".join(w.capitalize() for w in text.split()[:6]), text.count("was"), text.index("worst"), text.splitlines()[1].strip("."))
