"""Closings from before AtClosing: its rows are read out of their snapshots, once."""

from datetime import datetime

from django.db import migrations

AT_ONCE = 1000


def fill(apps, editor):
    Closing, Duty = apps.get_model("plans", "Closing"), apps.get_model("plans", "Duty")
    AtClosing = apps.get_model("reports", "AtClosing")
    known = set(AtClosing.objects.values_list("duty__assignment", flat=True).distinct())
    for closing in Closing.objects.exclude(assignment__in=known).order_by("pk").iterator(chunk_size=10):
        duties = dict(Duty.objects.filter(assignment=closing.assignment_id).values_list("organisation", "pk"))
        rows = [
            AtClosing(duty_id=duties[unit["organisation"]], **told(unit))
            for unit in closing.snapshot["units"]
            if unit["organisation"] in duties
        ]
        AtClosing.objects.bulk_create(rows, batch_size=AT_ONCE)


def told(unit):
    first = datetime.fromisoformat(unit["first"]) if unit["first"] else None
    return {
        "expected": unit["state"] != "released",
        "received": first is not None,
        "on_time": first is not None and first <= datetime.fromisoformat(unit["due"]),
        "accepted": unit["state"] == "accepted",
    }


class Migration(migrations.Migration):

    dependencies = [('reports', '0016_at_closing')]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
