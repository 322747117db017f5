import type { CellValue } from 'hucre/xlsx';
import { utcDate } from '../../../platform/records/dates.ts';
import { exactDecimal } from '../../../platform/records/decimal.ts';
import { textCell, type Cell } from './table.ts';

/** What a workbook shows in place of a value that could not be computed. */
const FAILED = /^#(NULL!|DIV\/0!|VALUE!|REF!|NAME\?|NUM!|N\/A|SPILL!|CALC!|BLOCKED!|FIELD!|GETTING_DATA)$/;
/** A workbook keeps and shows 15 digits; what is behind them is noise of its arithmetic. */
const KEPT_DIGITS = 15;
const FIRST_INEXACT = 1e15;

function numberCell(value: number): Cell {
  if (!Number.isFinite(value) || Math.abs(value) >= FIRST_INEXACT) {
    return { kind: 'fault', text: 'a number of more than 15 digits, of which a workbook keeps only 15' };
  }
  const text = exactDecimal(value.toPrecision(KEPT_DIGITS));
  return text === null ? { kind: 'fault', text: 'a number out of range' } : { kind: 'number', text };
}

function dateCell(value: Date): Cell {
  if (Number.isNaN(value.getTime())) return { kind: 'fault', text: 'a date out of range' };
  return { kind: 'date', text: utcDate(value) };
}

/** A cell of a workbook. A formula is never computed: the cell is the value that was last saved with it. */
export function xlsxCell(value: CellValue): Cell {
  if (value === null || value === undefined) return textCell('');
  if (value instanceof Date) return dateCell(value);
  if (typeof value === 'number') return numberCell(value);
  const text = String(value);
  return FAILED.test(text) ? { kind: 'fault', text: `a formula that failed (${text})` } : textCell(text);
}
