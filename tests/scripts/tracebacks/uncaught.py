# A traceback through functions, methods, lambdas and comprehensions, with carets.
print("before")

class Tree:
    def __init__(self, value):
        self.value = value
    def walk(self, depth):
        if depth == 0:
            return (lambda x: x / self.value)(10)
        return [self.walk(d) for d in range(depth - 1, -1, -1)]

def start(tree):
    result = tree.walk(
        1,
    )
    return result

if __name__ == "__main__":
    start(Tree(0)) + 1
