"""Variables whose value depends on the context: of a thread, of a task.

Contract: the four public names; all of it is native, in `_contextvars`. A Thread begins in an empty context or in a
copy of its starter's (`sys.flags.thread_inherit_context`).
"""

from _contextvars import Context, ContextVar, Token, copy_context

__all__ = ('Context', 'ContextVar', 'Token', 'copy_context')
