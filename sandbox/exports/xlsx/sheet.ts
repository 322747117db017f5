import { DAY } from '../table.ts';
import type { Cell, Table } from '../table.ts';
import { STYLES, escapeXml, mainPart } from './parts.ts';

/** Day 0 of the calendar that spreadsheets count by, as they count since 1900-03-01. */
const DAY_ZERO = Date.UTC(1899, 11, 30);

/** Texts of a workbook, each kept once and named by its place. */
export class SharedStrings {
  private readonly places = new Map<string, number>();
  private uses = 0;

  placeOf(text: string): number {
    this.uses += 1;
    const place = this.places.get(text) ?? this.places.size;
    this.places.set(text, place);
    return place;
  }

  part(): string {
    const items = [...this.places.keys()].map((text) => `<si><t xml:space="preserve">${escapeXml(text)}</t></si>`);
    return mainPart('sst', ` count="${this.uses}" uniqueCount="${items.length}"`, items.join(''));
  }
}

/** `A`, `B`, … `Z`, `AA`. @param at from 0 */
export function columnName(at: number): string {
  const last = String.fromCodePoint(65 + (at % 26));
  return at < 26 ? last : `${columnName(Math.floor(at / 26) - 1)}${last}`;
}

function cellXml(cell: Cell, place: string, strings: SharedStrings): string {
  if (cell === null) return '';
  if (typeof cell === 'string') return `<c r="${place}" t="s"><v>${strings.placeOf(cell)}</v></c>`;
  if (typeof cell === 'number') return `<c r="${place}"><v>${cell}</v></c>`;
  const value = cell.kind === 'day' ? (cell.at - DAY_ZERO) / DAY : cell.cents / 100;
  return `<c r="${place}" s="${STYLES[cell.kind]}"><v>${value}</v></c>`;
}

/** The sheet: days and amounts are numbers with a format, empty cells are left out. */
export function sheetPart(table: Table, strings: SharedStrings): string {
  const rows = [table.columns, ...table.rows].map((row, at) => {
    const cells = row.map((cell, column) => cellXml(cell, `${columnName(column)}${at + 1}`, strings));
    return `<row r="${at + 1}">${cells.join('')}</row>`;
  });
  return mainPart('worksheet', '', `<sheetData>${rows.join('')}</sheetData>`);
}
