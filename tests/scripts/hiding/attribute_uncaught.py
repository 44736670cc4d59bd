# The commonest way to meet it.
import random
print(random.randint(1, 6))
