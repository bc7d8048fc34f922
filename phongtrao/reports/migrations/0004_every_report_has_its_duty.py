import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [('reports', '0003_duties_of_reports')]

    operations = [
        migrations.AlterField('request', 'assignment', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='request', to='plans.assignment')),
        migrations.AlterField('report', 'duty', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='report', to='plans.duty')),
        migrations.RemoveField('request', 'due'),
        migrations.AddConstraint('request', models.CheckConstraint(condition=models.Q(('part__in', ['month', 'quarter', 'half', 'nine_months', 'year', 'campaign', 'ad_hoc'])), name='request_part_known')),
    ]
