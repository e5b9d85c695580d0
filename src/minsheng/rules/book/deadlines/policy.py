"""办理时限: how long an office may take for each step. Only figures: the clock of the applications reads them, an office enters its own over them."""
