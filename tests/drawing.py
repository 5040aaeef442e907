"""Of a page that is drawn under test, what its own template was given is kept: `answer.context`.

Django's tests keep a copy for each template that it includes too: a fifth of what a page costs.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest


@pytest.fixture(scope="session", autouse=True)
def _one_context_a_page(django_test_environment: None) -> Iterator[None]:
    """In the place of what Django has put in the place of its own."""
    from django.template import Context, Template  # noqa: PLC0415  Django is not set up before
    from django.test.signals import template_rendered  # noqa: PLC0415

    def drawn(template: Template, context: Context) -> str:
        if context.template is template:  # what it includes or extends has another above it
            template_rendered.send(sender=template, template=template, context=context)
        return template.nodelist.render(context)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Template, "_render", drawn)
        yield
