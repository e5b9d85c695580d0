"""The first two administrators of a new site: `manage.py administrator NAME USERNAME PLACE`. Two, since the posts of those who decide, pay or appoint are
given by one and confirmed by another. Everybody else is appointed on screen."""

import getpass
import sys

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from minsheng.accounts.models import Post, User
from minsheng.accounts.roles import LEVEL_OF
from minsheng.base.actor import MACHINE
from minsheng.base.audit import record
from minsheng.base.clock import today
from minsheng.places.models import Place

ENOUGH = 2  # one appoints, the other confirms


class Command(BaseCommand):
    help = "建立头两位系统管理员 | Make the first and the second administrator. The password is asked for, or read from standard input."

    def add_arguments(self, parser):
        parser.add_argument("name", help="姓名 / name")
        parser.add_argument("username", help="用户名 / user name")
        parser.add_argument("place", help="所在地的全名，例如 福田区 / full name of the place, such as 福田区")

    def handle(self, name, username, place, **options):
        where = self._place(place)
        if Post.objects.filter(role="admin", until=None, pending=False, place=where).count() >= ENOUGH:
            raise CommandError(f"{place}已有两位系统管理员，请由他们任命 / {place} has two administrators already, who appoint others on screen")
        if User.objects.filter(username=username).exists():
            raise CommandError(f"用户名 {username} 已经有人用了 / the user name {username} is taken")
        password = getpass.getpass("密码 / password: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
        try:
            validate_password(password)
        except ValidationError as wrong:
            raise CommandError(" ".join(wrong.messages)) from wrong
        self._make(name, username, password, where)
        self.stdout.write("已建立。第一次登录时要设置第二验证。 / Made. A second factor is set up at the first sign-in.")

    def _place(self, name: str) -> Place:
        found = list(Place.objects.filter(name=name, until=None, level__in=LEVEL_OF["admin"])[:2])
        if not found:
            raise CommandError(f"没有“{name}”。请先运行 load_places，再写全名 / there is no place {name}: run load_places first, and write the full name")
        if len(found) > 1:
            raise CommandError(f"有几个地方叫“{name}”，请从上一级设管理员 / several places are called {name}: make the administrator one level above")
        return found[0]

    @transaction.atomic
    def _make(self, name: str, username: str, password: str, where: Place) -> None:
        day = today()
        user = User.objects.create_user(username=username, password=password, name=name)
        Post.objects.create(user=user, role="admin", place=where, since=day, document="manage.py administrator")
        record(by=MACHINE, on=day, act="accounts.first_administrator", subject=user, place=where)
