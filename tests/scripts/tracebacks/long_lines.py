def add_everything_up(first_number, second_number, third_number): return first_number + second_number + third_number
value = add_everything_up(1, 2, third_number=3) + add_everything_up(1, 2, 3) * (10 - add_everything_up(4, 5, "six"))
