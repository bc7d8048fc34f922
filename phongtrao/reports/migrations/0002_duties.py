import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """A report hangs on a duty, a request on an assignment; first room for them, then the rows (0003), then the
    law (0004): PostgreSQL alters no table in the transaction that changed its rows."""

    dependencies = [
        ('plans', '0001_initial'),
        ('reports', '0001_initial'),
    ]

    operations = [
        migrations.AddField('request', 'assignment', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='request', to='plans.assignment')),
        migrations.AddField('request', 'part', models.CharField(choices=[('month', 'month'), ('quarter', 'quarter'), ('half', 'half'), ('nine_months', 'nine_months'), ('year', 'year'), ('campaign', 'campaign'), ('ad_hoc', 'ad_hoc')], default='year', max_length=12)),
        migrations.AddField('request', 'number', models.PositiveSmallIntegerField(default=0)),
        migrations.AddField('report', 'duty', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='report', to='plans.duty')),
    ]
