value = {}
value["x"]["y"] = missing
