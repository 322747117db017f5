import { z } from 'zod';
import { BENEFIT_KINDS, BENEFIT_STATUSES, DEAL_STATUSES } from '../../../platform/records/vocabulary.ts';
import { pointerTo } from '../../../platform/vendor/shape-check.ts';
import { dateReader } from '../cells/date-format.ts';
import { fold } from '../cells/fold.ts';
import { DECIMAL_MARKS } from '../cells/number-format.ts';
import { FileRefused } from '../file-refused.ts';
import type { Column, EffectiveMap, FileMap, FileRecordKind, Forms, Words } from './file-map.ts';

const MOST_ENTRIES = 200;
const text = z.string().trim().min(1).max(200);
/** Empty where a word (`n/a`) stands for nothing. */
const meaning = z.string().trim().max(200);

/** At most so many members: an object without a bound could be as large as a request. */
function bounded<T extends Record<string, unknown>>(shape: z.ZodType<T>): z.ZodType<T> {
  return shape.refine((value) => Object.keys(value).length <= MOST_ENTRIES, `at most ${MOST_ENTRIES} members`);
}

/** How one connection's export differs from our column map: everything is optional. */
const overrideShape = z.strictObject({
  /** Header texts by column key, in place of ours. */
  columns: bounded(z.record(z.string(), z.union([text, z.array(text).min(1).max(20)]))).optional(),
  /** What stands in every row of a column that the file does not have, by column key. */
  constants: bounded(z.record(z.string(), text)).optional(),
  /** By column key: what a cell says, and what is read in its place. */
  words: bounded(z.record(z.string(), bounded(z.record(text, meaning)))).optional(),
  dateFormat: text.refine((form) => dateReader(form) !== null, 'a form such as DD.MM.YYYY').optional(),
  decimalMark: z.enum(DECIMAL_MARKS).optional(),
  sheet: text.optional(),
});

export type Override = z.infer<typeof overrideShape>;

/** What the words of a column may become, where it is a closed list. */
const CLOSED_WORDS: Readonly<Record<FileRecordKind, Readonly<Record<string, readonly string[]>>>> = {
  membership: { held: ['yes', 'no'] },
  benefit: { status: BENEFIT_STATUSES, kind: BENEFIT_KINDS },
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
    const path = (issue?.path ?? []).map(String);
    throw refuse(path, issue?.message.toLowerCase() ?? 'another shape', memberAt(value, issue?.path ?? []));
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
