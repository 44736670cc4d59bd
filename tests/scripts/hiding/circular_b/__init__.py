import circular_a; circular_a.y
