# A naked exception that `except*` catches: the group around it comes from the clause.
import traceback


def handled():
    try:
        1 / 0
    except* ValueError:
        pass
    except* ZeroDivisionError as group:
        entry = group.__traceback__
        print(entry.tb_lineno, entry.tb_next, group.exceptions[0].__traceback__.tb_lineno)
        undefined


try:
    handled()
except NameError as error:
    print(error.__context__.__traceback__.tb_lineno)
    error.__context__.exceptions[0].__traceback__ = None
handled()
