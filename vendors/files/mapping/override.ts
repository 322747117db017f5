import { z } from 'zod';
import { BENEFIT_KINDS, BENEFIT_STATUSES, DEAL_STATUSES } from '../../../platform/records/vocabulary.ts';
import { pointerTo } from '../../../platform/vendor/shape-check.ts';
import { dateReader } from '../cells/date-format.ts';
import { fold } from '../cells/fold.ts';
import { DECIMAL_MARKS } from '../cells/number-format.ts';
import { FileRefused } from '../file-refused.ts';
import type { Column, EffectiveMap, FileMap, FileRecordKind, Forms, Words } from './file-map.ts';

const MOST_ENTRIES = 200;
const A_TEXT = 'a text of 1 to 200 characters';
const text = z.string(A_TEXT).trim().min(1, A_TEXT).max(200, A_TEXT);
/** Empty where a word (`n/a`) stands for nothing. */
const meaning = z.string('a text').trim().max(200, 'a text of at most 200 characters');
const HEADERS = 'a header text, or a list of 1 to 20 of them';

/** An object of at most so many members: without a bound it could be as large as a request. */
function boundedRecord<T>(value: z.ZodType<T>): z.ZodType<Record<string, T>> {
  return z
    .record(z.string(), value, 'an object')
    .refine((members) => Object.keys(members).length <= MOST_ENTRIES, `an object of at most ${MOST_ENTRIES} members`);
}

/** How one connection's export differs from our column map: everything is optional. */
const overrideShape = z.strictObject({
  /** Header texts by column key, in place of ours. */
  columns: boundedRecord(z.union([text, z.array(text).min(1).max(20)], HEADERS)).optional(),
  /** What stands in every row of a column that the file does not have, by column key. */
  constants: boundedRecord(text).optional(),
  /** By column key: what a cell says, and what is read in its place. */
  words: boundedRecord(boundedRecord(meaning)).optional(),
  dateFormat: text.refine((form) => dateReader(form) !== null, 'a form such as DD.MM.YYYY').optional(),
  decimalMark: z.enum(DECIMAL_MARKS, `one of ${DECIMAL_MARKS.join(' ')}`).optional(),
  sheet: text.optional(),
});

const MEMBERS = Object.keys(overrideShape.shape);

export type Override = z.infer<typeof overrideShape>;

/** What the words of a column may become, where it is a closed list. */
const CLOSED_WORDS: Readonly<Record<FileRecordKind, Readonly<Record<string, readonly string[]>>>> = {
  membership: { held: ['yes', 'no'] },
  benefit: { status: BENEFIT_STATUSES, kind: BENEFIT_KINDS },
  fundRequest: { status: BENEFIT_STATUSES },
  deal: { status: DEAL_STATUSES },
};

const DEFAULT_FORMS: Forms = { dateFormat: 'YYYY-MM-DD', decimalMark: '.', sheet: null };

function refuse(at: readonly string[], expected: string, came: unknown): FileRefused {
  const place = pointerTo(at) || '/';
  return new FileRefused('content', 'INVALID', `map${place}: expected ${expected}, came ${shown(came)}.`);
}

function shown(value: unknown): string {
  return (JSON.stringify(value) ?? 'nothing').slice(0, 60);
}

function memberAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((inner, name) => (inner as Record<PropertyKey, unknown> | undefined)?.[name], value);
}

/**
 * Reads a connection's own map.
 * @throws FileRefused that names the member, what was expected and what came
 */
export function readOverride(map: FileMap, value: unknown): Override {
  const parsed = overrideShape.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    if (issue?.code === 'unrecognized_keys') throw refuse([], `one of ${MEMBERS.join(', ')}`, issue.keys[0]);
    const path = issue?.path ?? [];
    throw refuse(path.map(String), path.length === 0 ? 'an object' : (issue?.message ?? ''), memberAt(value, path));
  }
  const { columns = {}, constants = {}, words = {} } = parsed.data;
  const keys = Object.keys(map.columns);
  for (const [member, given] of Object.entries({ columns, constants, words })) {
    const unknown = Object.keys(given).find((key) => !keys.includes(key));
    if (unknown !== undefined) throw refuse([member], `one of ${keys.join(', ')}`, unknown);
  }
  for (const [key, allowed] of Object.entries(CLOSED_WORDS[map.kind])) {
    const wrong = Object.entries(words[key] ?? {}).find(([, meant]) => meant !== '' && !allowed.includes(meant));
    if (wrong) throw refuse(['words', key, wrong[0]], `one of ${allowed.join(', ')}`, wrong[1]);
  }
  return parsed.data;
}

function foldWords(words: Words): Words {
  const foldKeys = (ofColumn: Readonly<Record<string, string>>): Record<string, string> =>
    Object.fromEntries(Object.entries(ofColumn).map(([word, meant]) => [fold(word), meant]));
  return Object.fromEntries(Object.entries(words).map(([key, ofColumn]) => [key, foldKeys(ofColumn)]));
}

function withHeaders(column: Column, headers: string | readonly string[] | undefined): Column {
  const [first, ...others] = headers === undefined ? [] : [headers].flat();
  return first === undefined ? column : { ...column, headers: [first, ...others] };
}

/** Our map with a connection's own over it. */
export function effectiveMap(map: FileMap, override: Override): EffectiveMap {
  const ownWords = foldWords(override.words ?? {});
  const ours = foldWords(map.words ?? {});
  const keys = new Set([...Object.keys(ours), ...Object.keys(ownWords)]);
  const { dateFormat, decimalMark, sheet } = override;
  return {
    ...map,
    identity: map.identity ?? ['id'],
    columns: Object.fromEntries(
      Object.entries(map.columns).map(([key, column]) => [key, withHeaders(column, override.columns?.[key])]),
    ),
    words: Object.fromEntries([...keys].map((key) => [key, { ...ours[key], ...ownWords[key] }])),
    ownWords,
    constants: { ...map.constants, ...override.constants },
    forms: {
      ...DEFAULT_FORMS,
      ...map.forms,
      ...(dateFormat === undefined ? {} : { dateFormat }),
      ...(decimalMark === undefined ? {} : { decimalMark }),
      ...(sheet === undefined ? {} : { sheet }),
    },
  };
}
