__all__ = ["public", "also"]
public = "public"
also = 1
hidden = 2
_private = 3
