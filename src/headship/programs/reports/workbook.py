"""Tables as a spreadsheet file."""

import io
from collections.abc import Mapping
from decimal import Decimal

import xlsxwriter

Table = tuple[list[str], list[list[object]]]
WIDEST = 40  # Characters; longer names wrap.


def workbook(sheets: Mapping[str, Table]) -> bytes:
    """Return an XLSX file with one sheet per table; text stays text, never a formula."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(
        stream, {"in_memory": True, "strings_to_formulas": False}
    )
    bold = book.add_format({"bold": True, "bottom": 1})
    for name, (header, rows) in sheets.items():
        sheet = book.add_worksheet(name[:31])
        sheet.freeze_panes(1, 1)
        for column, title in enumerate(header):
            sheet.write_string(0, column, title, bold)
            sheet.set_column(column, column, min(WIDEST, len(title) + 4))
        for line, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                _write(sheet, line, column, value)
    book.close()
    return stream.getvalue()


def _write(sheet, line: int, column: int, value: object) -> None:  # type: ignore[no-untyped-def]
    if value is None or value == "":
        return
    if isinstance(value, int | float | Decimal):
        sheet.write_number(line, column, value)
    else:
        sheet.write_string(line, column, str(value))
