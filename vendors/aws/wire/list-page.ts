import { z } from 'zod';
import type { JsonValue } from '../../../platform/records/json.ts';
import { pointerTo } from '../../../platform/vendor/shape-check.ts';
import { word } from './atoms.ts';
import { checkAnswer } from './checked.ts';

/** One row of a list answer, unchecked, with its JSON Pointer in that answer. */
export interface Row {
  readonly json: JsonValue;
  readonly at: string;
}

export interface ListPage {
  readonly rows: readonly Row[];
  /** Token of the next page; null on the last one. */
  readonly nextToken: string | null;
}

/** Members that hold the rows and the token: the channel service writes camel case, the others Pascal case. */
export interface ListMembers {
  readonly rows: string;
  readonly token: string;
}

/**
 * Reads the envelope of a list answer. Rows are checked one by one later, so that a bad one costs only itself. AWS
 * writes absent members as null `[PM]`, so an empty list may be null, but its member is there.
 *
 * @throws VendorError `upstream_error` when the envelope itself is broken: without the list or the token, nobody could
 *   tell a short run from a complete one, and records would be taken for deleted
 */
export function readListPage(operation: string, members: ListMembers, json: JsonValue): ListPage {
  const shape = z.object({ [members.rows]: z.array(z.unknown()).nullable(), [members.token]: word });
  const answer = checkAnswer<Record<string, unknown>>(operation, shape, json);
  const rows = (answer[members.rows] ?? []) as JsonValue[];
  const token = answer[members.token] as string | null;
  return {
    rows: rows.map((row, index) => ({ json: row, at: pointerTo([members.rows, index]) })),
    nextToken: token,
  };
}
