import circular_b; y=1
