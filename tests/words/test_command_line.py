"""click in Thai: what a person reads after wrong usage and after --help, and the exit codes."""

from collections.abc import Callable

import click
import pytest

from words.command_line import Choice, Group, WholeNumber, option, run

Ask = Callable[..., tuple[int, str, str]]


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str]) -> Ask:
    """Runs the small program below; returns exit code, stdout, stderr."""
    program = Group("small", help="โปรแกรมเล็ก")

    @program.command("zebra", help="คำสั่งแรก")
    @click.argument("number", type=WholeNumber(), metavar="NUMBER", help="จำนวน")
    @option("--path", required=True, metavar="PATH", help="ที่อยู่ไฟล์")
    @option("--kind", type=Choice(("plain", "grand")), help="ชนิด")
    @option("--quiet", is_flag=True, help="ไม่พูด")
    def zebra(number: int, path: str, kind: str | None, quiet: bool) -> int:
        click.echo(f"{number} {path} {kind} {quiet}")
        return 1

    @program.command("ape", help="คำสั่งที่สอง")
    def ape() -> int:
        return 0

    def ask(*arguments: str) -> tuple[int, str, str]:
        try:
            code = run(program, arguments, "python -m small")
        except SystemExit as stopped:
            code = stopped.code
        printed = capsys.readouterr()
        return code, printed.out, printed.err  # type: ignore[return-value]

    return ask


def test_the_commands_exit_code_is_returned(ask: Ask) -> None:
    assert ask("zebra", "๑๒", "--path", "-5", "--kind=grand") == (1, "12 -5 grand False\n", "")
    assert ask("ape") == (0, "", "")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((), "ต้องระบุคำสั่ง: zebra, ape"),
        (("apes",), "ไม่มีคำสั่ง apes (หมายถึง ape ใช่หรือไม่) · คำสั่งที่มี: zebra, ape"),
        (("zebra", "1"), "ต้องระบุ --path"),
        (("zebra", "--path", "x"), "ต้องระบุ NUMBER"),
        (("zebra", "one", "--path", "x"), "NUMBER: 'one' ไม่ใช่จำนวนเต็ม"),
        (("zebra", "1", "--path", "x", "--kind", "odd"), "--kind: ไม่มี 'odd' ให้เลือก เลือกได้จาก plain, grand"),
        (("zebra", "1", "--paht", "x"), "ไม่มีตัวเลือก --paht (หมายถึง --path ใช่หรือไม่)"),
        (("zebra", "1", "-x"), "ไม่มีตัวเลือก -x"),
        (("zebra", "1", "--path"), "ตัวเลือก --path ต้องมีค่าตามหลัง"),
        (("zebra", "1", "--path", "--quiet"), "ตัวเลือก --path ต้องมีค่าตามหลัง"),
        (("zebra", "1", "--path", "x", "--quiet=1"), "ตัวเลือก --quiet ไม่รับค่า"),
        (("zebra", "1", "2", "--path", "x"), "ไม่รู้จัก 2"),
        (("ape", "1"), "ไม่รู้จัก 1"),
    ],
)
def test_wrong_usage_is_2_and_says_in_thai_what_is_wrong(ask: Ask, arguments: tuple[str, ...], sentence: str) -> None:
    code, out, err = ask(*arguments)
    usage, said, hint = err.splitlines()
    command = "python -m small" if not arguments or arguments == ("apes",) else f"python -m small {arguments[0]}"
    assert (code, out) == (2, "")
    assert usage.startswith(f"วิธีใช้: {command} [ตัวเลือก]")
    assert said == f"ใช้คำสั่งไม่ถูกต้อง: {sentence}"
    assert hint == f"ดูวิธีใช้ทั้งหมด: {command} --help"


@pytest.mark.parametrize("option_name", ["-h", "--help"])
def test_the_help_of_a_program_lists_its_commands_in_their_order(ask: Ask, option_name: str) -> None:
    assert ask(option_name) == (
        0,
        "วิธีใช้: python -m small [ตัวเลือก] คำสั่ง ...\n\n  โปรแกรมเล็ก\n\nตัวเลือก:\n  -h, --help  แสดงวิธีใช้\n\n"
        "คำสั่ง:\n  zebra  คำสั่งแรก\n  ape    คำสั่งที่สอง\n",
        "",
    )


def test_the_help_of_a_command_has_no_english_words_of_click(ask: Ask) -> None:
    code, out, _ = ask("zebra", "--help")
    assert code == 0
    assert out.splitlines() == [
        "วิธีใช้: python -m small zebra [ตัวเลือก] NUMBER",
        "",
        "  คำสั่งแรก",
        "",
        "สิ่งที่ต้องใส่ตามลำดับ:",
        "  NUMBER  จำนวน",
        "",
        "ตัวเลือก:",
        "  --path PATH           ที่อยู่ไฟล์  [ต้องระบุ]",
        "  --kind [plain|grand]  ชนิด",
        "  --quiet               ไม่พูด",
        "  -h, --help            แสดงวิธีใช้",
    ]
