from django.db import migrations

from phongtrao.core.deadline import due_at


def give_duties(apps, editor):
    """What was asked before becomes an assignment with one duty for each report."""
    Assignment, Duty = apps.get_model('plans', 'Assignment'), apps.get_model('plans', 'Duty')
    Request, Report = apps.get_model('reports', 'Request'), apps.get_model('reports', 'Report')
    Submission = apps.get_model('reports', 'Submission')
    first = dict(Submission.objects.filter(number=1).values_list('report', 'at'))
    for request in Request.objects.order_by('pk'):
        days = {'start': request.start, 'end': request.end, 'due_at': due_at(request.due)}
        assignment = Assignment.objects.create(
            template=f'reports.form:{request.form_id}', title=request.title, asker_id=request.asker_id,
            clock=request.clock, asked_at=request.asked_at, asked_by_id=request.asked_by_id, **days,
        )
        Request.objects.filter(pk=request.pk).update(assignment=assignment)
        for report in Report.objects.filter(request=request.pk).order_by('pk'):
            done = first.get(report.pk)
            duty = Duty.objects.create(
                assignment=assignment, organisation_id=report.organisation_id,
                state='done' if done else 'open', done_at=done, **days,
            )
            Report.objects.filter(pk=report.pk).update(duty=duty)


class Migration(migrations.Migration):

    dependencies = [('reports', '0002_duties')]
    operations = [migrations.RunPython(give_duties, migrations.RunPython.noop)]
