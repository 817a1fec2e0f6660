"""What every file of facts may use; it stands before each of them."""


def raised(what, *args, **names):
    """The type of the exception that a call, or a piece of a program, ends in; None where it runs through."""
    try:
        if isinstance(what, str):
            exec(compile(what, "claim", "exec"), names)
        else:
            what(*args, **names)
    except BaseException as error:
        return type(error)
    return None
