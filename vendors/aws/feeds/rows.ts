import type { z } from 'zod';
import type { JsonValue } from '../../../platform/records/json.ts';
import type { PulledItem } from '../../../platform/vendor/contract.ts';
import { check, malformed } from '../../../platform/vendor/shape-check.ts';
import type { ListPage, Row } from '../wire/list-page.ts';
import { inLanes } from './lanes.ts';

export interface ReadRow<T> {
  readonly value: T;
  readonly json: JsonValue;
}

export interface RowReading<T> {
  readonly shape: z.ZodType<T>;
  /** The record's identifier. */
  idOf(value: T): string;
  /** What comes of one row, with further calls if need be; nothing for a record that is gone or doesn't count. */
  read(row: ReadRow<T>): Promise<readonly PulledItem[]>;
}

export interface CheckedRows<T> {
  readonly checked: ReadonlyArray<ReadRow<T>>;
  /** One malformed item for each row with a wrong shape. */
  readonly broken: readonly PulledItem[];
}

/**
 * Checks the rows of a page one by one, in their order. One that comes twice is taken once, in its later form (pages shift
 * while they are read).
 */
export function checkRows<T>(rows: readonly Row[], shape: z.ZodType<T>, idOf: (value: T) => string): CheckedRows<T> {
  const checked = new Map<string, ReadRow<T>>();
  const broken: PulledItem[] = [];
  for (const row of rows) {
    const read = check(shape, row.json, row.at);
    if ('value' in read) checked.set(idOf(read.value), { value: read.value, json: row.json });
    else broken.push(malformed(read.fault, writtenId(row)));
  }
  return { checked: [...checked.values()], broken };
}

/** Turns the rows of a page into items, a few at a time and in their order. A row with a wrong shape is malformed. */
export async function readRows<T>(page: ListPage, reading: RowReading<T>): Promise<PulledItem[]> {
  const { checked, broken } = checkRows(page.rows, reading.shape, reading.idOf);
  const items = await inLanes(checked, (row) => reading.read(row));
  return [...broken, ...items.flat()];
}

/** The identifier in a row whose shape is wrong elsewhere. */
function writtenId({ json }: Row): string | null {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return null;
  const id = json['Id'] ?? json['id'];
  return typeof id === 'string' && id !== '' ? id : null;
}
