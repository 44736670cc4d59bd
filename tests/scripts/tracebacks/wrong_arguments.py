class Point:
    def move(self, dx, dy, *, fast=False): pass
def main():
    Point().move(1, dy=2, fats=True)
main()
