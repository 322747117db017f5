const SPECIAL = /["\r\n]/;

function cell(value: string, separator: string): string {
  return SPECIAL.test(value) || value.includes(separator) ? `"${value.replaceAll('"', '""')}"` : value;
}

/** Delimited text with a header row, CRLF line ends and quotes where needed. */
export function delimited(rows: readonly (readonly string[])[], separator: ',' | '\t'): string {
  return rows.map((row) => `${row.map((value) => cell(value, separator)).join(separator)}\r\n`).join('');
}
