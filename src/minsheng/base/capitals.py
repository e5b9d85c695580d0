"""Amounts in the capitals that pay lists and receipts carry."""

import cn2an

from minsheng.base.errors import Refused


def capitals(fen: int) -> str:
    """199600 → 壹仟玖佰玖拾陆元整. Raises Refused for a negative amount."""
    if fen < 0:
        raise Refused("金额不能是负数。", "An amount cannot be negative.")
    if fen == 0:
        return "零元整"
    whole, rest = divmod(fen, 100)
    text = f"{cn2an.an2cn(str(whole), 'up')}元" if whole else ""
    jiao, cents = divmod(rest, 10)
    if not rest:
        return f"{text}整"
    digits = "零壹贰叁肆伍陆柒捌玖"
    text += f"{digits[jiao]}角" if jiao else ("零" if whole else "")
    return text + (f"{digits[cents]}分" if cents else "整")
