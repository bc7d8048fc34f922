from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest
from django.views.decorators.http import require_safe

from phongtrao.documents import access, queries
from phongtrao.people.models import Officer


@require_safe
@login_required
def file(request: HttpRequest, number: int) -> FileResponse:
    return queries.download(access.get(cast(Officer, request.user), number))
