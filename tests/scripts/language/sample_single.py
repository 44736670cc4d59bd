counter = 0
print("running", __name__)
