import type { Archive } from '../../kernel/archive/archive.ts';
import { KeptMap } from '../../kernel/archive/kept-map.ts';
import { deepMerge } from '../../kernel/json.ts';
import type { JsonObject } from '../../kernel/json.ts';
import type { Row } from '../partner/row.ts';

export const KINDS = ['billingOption', 'creditPool', 'usageReport'] as const;
export type Kind = (typeof KINDS)[number];

/**
 * What the control door has changed. The lists are worked out anew for every month, so changes are kept beside them
 * and laid over each answer.
 */
export class Overlay {
  private readonly values: KeptMap<JsonObject>;
  private readonly gone: KeptMap<true>;
  private readonly made: KeptMap<{ readonly owner: number; readonly row: Row }>;

  constructor(archive: Archive) {
    this.values = new KeptMap<JsonObject>().keepOn(archive.shelf('ibm/values'));
    this.gone = new KeptMap<true>().keepOn(archive.shelf('ibm/gone'));
    this.made = new KeptMap<{ readonly owner: number; readonly row: Row }>().keepOn(archive.shelf('ibm/made'));
  }

  /** The rows of one seller as answers show them: those made by the control door come last, in every month. */
  rows(kind: Kind, owner: number, worked: readonly Row[]): readonly Row[] {
    const made = [...this.made].filter(([key, entry]) => key.startsWith(`${kind}:`) && entry.owner === owner);
    return this.changed(kind, [...worked, ...made.map(([, { row }]) => row)]);
  }

  /** Rows with their changes, without those that were deleted. */
  changed(kind: Kind, rows: readonly Row[]): readonly Row[] {
    return rows
      .filter(({ id }) => !this.gone.has(`${kind}:${id}`))
      .map(({ id, document }) => {
        const values = this.values.get(`${kind}:${id}`);
        return { id, document: values ? deepMerge(document, values) : document };
      });
  }

  set(kind: Kind, id: string, values: JsonObject): void {
    const key = `${kind}:${id}`;
    this.values.set(key, deepMerge(this.values.get(key) ?? {}, values));
  }

  create(kind: Kind, owner: number, row: Row): void {
    const key = `${kind}:${row.id}`;
    this.gone.delete(key);
    this.values.delete(key);
    this.made.set(key, { owner, row });
  }

  delete(kind: Kind, id: string): void {
    if (!this.made.delete(`${kind}:${id}`)) this.gone.set(`${kind}:${id}`, true);
  }
}
