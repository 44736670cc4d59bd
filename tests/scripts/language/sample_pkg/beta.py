print("running", __name__)
CONSTANT = "constant"
double = lambda x: x * 2
