import circular_d; y=1
