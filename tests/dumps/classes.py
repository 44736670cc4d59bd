# A class with what its body may hold.
@final
class A[T](B, metaclass=M):
    x: int = 1
    __slots__ = ('y',)

    def m(self):
        return super().m() + __class__.x
