"""Mails are written from templates: `<name>.txt.j2` and `<name>.html.j2` beside the code.

What is put into HTML is escaped; a value that a template asks for and nobody gave is an error.
"""

from uuid import UUID

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined, select_autoescape

from .message import Mail


class MailTemplates:
    """The templates in the folder `mails` of one package, on the layouts of this one."""

    def __init__(self, package: str) -> None:
        """Read the templates of the package, such as `app.modules.orders`."""
        self._environment = Environment(
            loader=ChoiceLoader(
                [PackageLoader(package, "mails"), PackageLoader(__package__, "layouts")]
            ),
            # By name: the extensions that Jinja escapes by itself end with `.html`, not `.html.j2`.
            autoescape=select_autoescape(
                enabled_extensions=("html.j2",), disabled_extensions=("txt.j2",), default=True
            ),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def write(
        self, name: str, /, *, to: str, subject: str, mail_id: UUID, **values: object
    ) -> Mail:
        """Return the mail of this name, with these values in it."""
        values |= {"subject": subject}
        text, html = (
            self._environment.get_template(f"{name}.{kind}.j2").render(values)
            for kind in ("txt", "html")
        )
        return Mail(to=to, subject=subject, text=text, html=html, id=mail_id)
