"""What last happened with the reader's own sign-in."""

from django import template

from minsheng.accounts.queries import sign_in_history

register = template.Library()
SAID = {
    "accounts.sign_in": ("登录", "Signed in"),
    "accounts.wrong_password": ("密码输错", "A wrong password"),
    "accounts.give_password": ("管理员重设了密码", "An administrator set the password"),
    "accounts.reset_second_factor": ("管理员重置了第二验证", "An administrator reset the second factor"),
}


@register.simple_tag(takes_context=True)
def own_sign_ins(context):
    """[(moment, what, by whom else)], the newest first."""
    user = context["request"].user
    return [(e.at, SAID[e.act], "" if e.user_id in (user.pk, None) else e.user_name) for e in sign_in_history(user)]
