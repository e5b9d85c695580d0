"""The rules of a password (AUTH_PASSWORD_VALIDATORS), said in our words: Django's own are translated in part only."""

from django.contrib.auth import password_validation as django

from minsheng.base.texts import here


class Long(django.MinimumLengthValidator):
    def get_error_message(self):
        return here(
            f"密码不少于 {self.min_length} 位，可以用几个词连起来。", f"A password has {self.min_length} characters or more; several words in a row are good."
        )

    get_help_text = get_error_message


class Uncommon(django.CommonPasswordValidator):
    def get_error_message(self):
        return here("这个密码太常见，容易被猜到。", "This password is common and easily guessed.")

    get_help_text = get_error_message


class NotOnlyDigits(django.NumericPasswordValidator):
    def get_error_message(self):
        return here("密码不能全是数字。", "A password is not made of digits only.")

    get_help_text = get_error_message


class NotTheName(django.UserAttributeSimilarityValidator):
    def get_error_message(self):
        return here("密码和用户名或姓名太像。", "This password is too much like the user name or the name.")

    get_help_text = get_error_message
