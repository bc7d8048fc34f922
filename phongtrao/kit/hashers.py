from django.contrib.auth.hashers import Argon2PasswordHasher


class TunedArgon2(Argon2PasswordHasher):
    """Argon2id at 19 MiB, two passes, one lane: the least that OWASP recommends, and a ninth of the processor
    time of Django's setting, so that a province can sign in on deadline day."""

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1
