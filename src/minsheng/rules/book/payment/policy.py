"""发放条件: rounds of certification, and the month of death, by benefit. Only figures: the awards read them, an office enters its own over them."""
