"""Sets and dicts as sets: words, their letters, groups, unions."""

from measure import measure

def run(rounds):
    words = [f"{i * 7919 % 9973:x}" for i in range(3000)]
    total = 0
    for n in range(rounds):
        seen, groups = set(), {}
        for word in words:
            seen.add(word)
            groups.setdefault(len(word), []).append(word)
            groups.setdefault(word[0], set()).add(word)
        letters = {letter for word in words for letter in word}
        total += len(seen | letters) + len(seen & set(words[::3])) + len(groups)
        total += sum(len(group) for key, group in sorted(groups.items(), key=lambda item: str(item[0])))
        merged = {**{word: i for i, word in enumerate(words)}, **{word: n for word in words[::2]}}
        total += sum(merged.values()) % 1009
    return total


measure(lambda: run(300), 3161773)
