"""Numbers that every engine must share, or the same question would be answered differently by each."""

#: With this many pages that have every word in title or client's words, pages with only some of them are noise.
ENOUGH = 5
#: With fewer pages that have every word, an unknown word may be a slip.
LITTLE = 3
#: Keys of which a process remembers how often they occur, until the index changes.
MOST_COUNTS = 4000
