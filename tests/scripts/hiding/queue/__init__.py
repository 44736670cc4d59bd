raise ValueError("own queue")
