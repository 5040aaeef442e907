"""A promise in a template."""

from django import template

from tenir.ui import promises

register = template.Library()
register.filter("named", promises.named)
register.filter("standing", promises.standing)
register.filter("noted", promises.noted)
register.filter("elsewhere", promises.elsewhere)
