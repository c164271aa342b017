"""Our own workbooks to fill in, written from the catalogue: instructions, drop-downs, protected headings."""

from loaders.templates.writing import TEMPLATE_TITLES, Filled, form_years, write_template

__all__ = ["TEMPLATE_TITLES", "Filled", "form_years", "write_template"]
