"""click in Thai: headings, help and errors of every program of the command line are the same words.

A program is made of `Command` and `Group` (or the decorators `command` and `option`) and is started by `run`. The exit
codes of every program: 0 done, 1 refused, 2 wrong usage.
"""

import re
import sys
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any, TypeVar

import click

WRONG_USAGE = 2
HEADINGS = {"Options": "ตัวเลือก", "Positional arguments": "สิ่งที่ต้องใส่ตามลำดับ", "Commands": "คำสั่ง"}
_NEGATIVE_NUMBER = re.compile(r"-\d+(\.\d+)?")
_Function = TypeVar("_Function", bound=Callable[..., Any])


def run(program: click.Command, arguments: Sequence[str], name: str) -> int:
    """Run one command line; returns the exit code the command gave.

    `name` is what the person typed: `python -m loaders`. Raises SystemExit(0) after `--help`, and SystemExit(2) for
    wrong usage, which is said on stderr below the line of usage.
    """
    try:
        with program.make_context(name, list(arguments)) as context:
            return program.invoke(context)
    except click.exceptions.Exit as stop:
        raise SystemExit(stop.exit_code) from None
    except click.UsageError as error:
        lines = [f"ใช้คำสั่งไม่ถูกต้อง: {usage_sentence(error)}"]
        if error.ctx is not None:
            lines = [error.ctx.get_usage(), *lines, f"ดูวิธีใช้ทั้งหมด: {error.ctx.command_path} --help"]
        sys.stderr.write("\n".join(lines) + "\n")
        raise SystemExit(WRONG_USAGE) from None


def usage_sentence(error: click.UsageError) -> str:
    """What was wrong with a command line, in Thai; a message of our own is left as it is."""
    if isinstance(error, click.NoSuchOption):
        return f"ไม่มีตัวเลือก {error.option_name}{_perhaps(error.possibilities)}"
    if isinstance(error, click.NoSuchCommand):
        known = error.ctx.command.commands if error.ctx and isinstance(error.ctx.command, click.Group) else ()
        return f"ไม่มีคำสั่ง {error.command_name}{_perhaps(error.possibilities)} · คำสั่งที่มี: {', '.join(known)}"
    if isinstance(error, click.MissingParameter):
        return f"ต้องระบุ {_name(error.param)}{_choices(error.param)}"
    if isinstance(error, click.BadParameter):
        return f"{_name(error.param)}: {error.message}"
    if isinstance(error, click.BadOptionUsage):
        needs = "ไม่รับค่า" if _is_flag(error) else "ต้องมีค่าตามหลัง"
        return f"ตัวเลือก {error.option_name} {needs}"
    return error.message


class Choice(click.Choice[str]):
    """One of a few words."""

    def get_invalid_choice_message(self, value: Any, ctx: click.Context | None) -> str:
        return f"ไม่มี '{value}' ให้เลือก เลือกได้จาก {', '.join(self.choices)}"


class WholeNumber(click.ParamType[int]):
    """A whole number, in Arabic or Thai digits."""

    name = "number"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        try:
            return int(value)
        except ValueError:
            self.fail(f"'{value}' ไม่ใช่จำนวนเต็ม", param, ctx)


class Option(click.Option):
    """An option whose help says in Thai that it must be given."""

    def get_help_extra(self, ctx: click.Context) -> Any:
        extra = super().get_help_extra(ctx)
        return extra | {"required": "ต้องระบุ"} if "required" in extra else extra


class _Formatter(click.HelpFormatter):
    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, prefix or "วิธีใช้: ")

    def write_heading(self, heading: str) -> None:
        super().write_heading(HEADINGS.get(heading, heading))


class _Context(click.Context):
    formatter_class = _Formatter


class _Thai(click.Command):
    """What commands and groups share."""

    context_class = _Context

    def __init__(self, name: str | None, **settings: Any) -> None:
        shared: dict[str, Any] = {"options_metavar": "[ตัวเลือก]", "context_settings": {"max_content_width": 110}}
        super().__init__(name, **shared | settings)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx  # the parser leaves it out of some of its errors
            raise

    def get_help_option_names(self, ctx: click.Context) -> list[str]:
        return ["-h", "--help"]

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "แสดงวิธีใช้"
        return option

    def get_short_help_str(self, limit: int = 45) -> str:
        return self.short_help or self.help or ""  # click cuts at spaces, which Thai has few of


class Command(_Thai):
    """A command. What is left over, or an option standing where a value belongs, is wrong usage."""

    allow_extra_args = True  # kept from click's English refusal, refused below

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        self._refuse_options_as_values(ctx, args)
        extra = super().parse_args(ctx, args)
        if extra:
            raise click.UsageError(f"ไม่รู้จัก {' '.join(extra)}", ctx)
        return extra

    def _refuse_options_as_values(self, ctx: click.Context, args: Sequence[str]) -> None:
        """`--database --json` is a forgotten path: click alone would make a database named --json."""
        options = [each for each in self.params if isinstance(each, click.Option) and not each.is_flag]
        names = {name for each in options for name in each.opts}
        for word, following in pairwise(args):
            if word == "--":
                return
            if word in names and _looks_like_option(following):
                raise click.BadOptionUsage(word, "", ctx)


class Group(_Thai, click.Group):
    """A program with commands, listed in the order in which they were added."""

    command_class = Command

    def __init__(self, name: str | None, **settings: Any) -> None:
        super().__init__(name, **{"subcommand_metavar": "คำสั่ง ..."} | settings)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args:
            raise click.UsageError(f"ต้องระบุคำสั่ง: {', '.join(self.commands)}", ctx)
        return super().parse_args(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)


def command(name: str, help_text: str, **settings: Any) -> Callable[[Callable[..., int]], Command]:
    """Makes a command of a function that returns the exit code."""
    return click.command(name, cls=Command, help=help_text, **settings)


def option(*names: str, **settings: Any) -> Callable[[_Function], _Function]:
    """Adds an option to the function of a command."""
    return click.option(*names, cls=Option, **settings)


def _looks_like_option(word: str) -> bool:
    return len(word) > 1 and word.startswith("-") and " " not in word and not _NEGATIVE_NUMBER.fullmatch(word)


def _perhaps(possibilities: Sequence[str] | None) -> str:
    return f" (หมายถึง {' หรือ '.join(possibilities)} ใช่หรือไม่)" if possibilities else ""


def _name(parameter: click.Parameter | None) -> str:
    """As it is written in the usage: `--database`, `FILE`."""
    if parameter is None:
        return "ค่า"
    return max(parameter.opts, key=len) if isinstance(parameter, click.Option) else parameter.human_readable_name


def _choices(parameter: click.Parameter | None) -> str:
    kind = parameter.type if parameter is not None else None
    return f" เลือกจาก {', '.join(kind.choices)}" if isinstance(kind, Choice) else ""


def _is_flag(error: click.BadOptionUsage) -> bool:
    parameters = error.ctx.command.get_params(error.ctx) if error.ctx is not None else []
    return any(isinstance(each, click.Option) and each.is_flag for each in parameters if error.option_name in each.opts)
