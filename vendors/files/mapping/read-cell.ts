import type { RowProblemCode } from '../../../platform/imports/contract.ts';
import { isCurrencyCode } from '../../../platform/money/currency.ts';
import { FILE_BOUNDS } from '../bounds.ts';
import { countryCode } from '../cells/country.ts';
import type { DateReader } from '../cells/date-format.ts';
import type { NumberReader } from '../cells/number-format.ts';
import type { Cell } from '../table/table.ts';
import type { ColumnType, Forms } from './file-map.ts';

/** A cell's value in our form, or what was expected in its place. */
export type CellReading = { readonly value: string } | { readonly code: RowProblemCode; readonly expected: string };

/** The readers of a map's declared forms. */
export interface FormReaders {
  readonly forms: Forms;
  readonly date: DateReader;
  readonly number: NumberReader;
}

const LINK_CHARACTERS = 2_000;

function orExpected(value: string | null, expected: string): CellReading {
  return value === null ? { code: 'INVALID', expected } : { value };
}

/** An address that is safe to show as a link: nothing but https. */
function link(text: string): string | null {
  const url = URL.parse(text);
  return url?.protocol === 'https:' && text.length <= LINK_CHARACTERS ? url.href : null;
}

function currency(text: string): string | null {
  const code = text.toUpperCase();
  return isCurrencyCode(code) ? code : null;
}

type Reader = (cell: Cell, readers: FormReaders) => CellReading;

const READERS: Readonly<Record<ColumnType, Reader>> = {
  text: ({ text }) => ({ value: text }),
  list: ({ text }) => ({ value: text }),
  date: ({ kind, text }, { date, forms }) => {
    const value = kind === 'date' ? text : kind === 'text' ? date(text) : null;
    return orExpected(value, `a date of the form ${forms.dateFormat}`);
  },
  number: ({ kind, text }, { number, forms }) => {
    const value = kind === 'number' ? text : kind === 'text' ? number(text) : null;
    return orExpected(value, `a number such as 1234${forms.decimalMark}50, without a currency sign`);
  },
  currency: ({ text }) => orExpected(currency(text), 'a currency code such as EUR'),
  country: ({ text }) => orExpected(countryCode(text), 'a country by its two-letter code or its English name'),
  link: ({ text }) => orExpected(link(text), 'an address that begins with https://'),
};

/** Reads a cell that holds something, as its column's type. Strict: what does not have the declared form is refused. */
export function readCell(type: ColumnType, cell: Cell, readers: FormReaders): CellReading {
  if (cell.kind === 'fault') return { code: 'INVALID', expected: 'a value' };
  if (cell.text.length > FILE_BOUNDS.cellCharacters) {
    return { code: 'TOO_LONG', expected: `at most ${FILE_BOUNDS.cellCharacters} characters` };
  }
  return READERS[type](cell, readers);
}
