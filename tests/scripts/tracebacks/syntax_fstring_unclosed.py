y = f"text {x"
