"""To be written by the line."""


def propose(application, on):
    raise NotImplementedError


def review_months(application):
    return 12
