import type { Multipart } from '@fastify/multipart';
import { rowIdOf } from '../../platform/ids/node-id.ts';
import type { Upload } from '../../platform/imports/contract.ts';
import { ImportRefused } from '../../platform/imports/import-refused.ts';
import { isCalendarDate } from '../../platform/records/dates.ts';
import type { JsonValue } from '../../platform/records/json.ts';
import { CAPABILITY_AREAS } from '../../platform/records/vocabulary.ts';

const FILE = 'file';
const FIELDS = ['connection', 'vendor', 'area', 'asOf', 'map'] as const;
type FieldName = (typeof FIELDS)[number];
const SHOWN_CHARACTERS = 60;

/** What was sent, part by part. */
interface Form {
  readonly fields: ReadonlyMap<FieldName, string>;
  readonly content: Uint8Array;
}

function refuse(name: string, expected: string, came: string | undefined): ImportRefused {
  const shown = came === undefined ? 'nothing' : JSON.stringify(came.slice(0, SHOWN_CHARACTERS));
  return new ImportRefused('BAD_INPUT', `${name}: expected ${expected}, came ${shown}.`);
}

function isField(name: string): name is FieldName {
  return FIELDS.some((known) => known === name);
}

/** A field's text; a part that says it is JSON comes parsed. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** What is wrong with a part, by itself and after those before it; null when nothing is. */
function faultOf(
  part: Multipart,
  form: { fields: ReadonlyMap<FieldName, string>; content: Uint8Array | null },
): ImportRefused | null {
  const name = part.fieldname;
  if (part.type === 'file') {
    if (name !== FILE) return refuse('form', `the file in a part named ${FILE}`, name);
    return form.content === null ? null : refuse(FILE, 'one file', 'two of them');
  }
  if (!isField(name)) return refuse('form', `parts named ${[...FIELDS, FILE].join(', ')}`, name);
  if (form.fields.has(name)) return refuse(name, 'one part of this name', 'two of them');
  return part.valueTruncated ? refuse(name, 'a shorter text', textOf(part.value)) : null;
}

/** Takes each part once, and none that nobody asked for. The form is read to its end whatever is wrong with it. */
async function readForm(parts: AsyncIterable<Multipart>): Promise<Form> {
  const fields = new Map<FieldName, string>();
  let content: Uint8Array | null = null;
  let fault: ImportRefused | null = null;
  for await (const part of parts) {
    fault ??= faultOf(part, { fields, content });
    if (part.type === 'file') {
      if (fault === null) content = await part.toBuffer();
      else part.file.resume();
    } else if (fault === null && isField(part.fieldname)) {
      fields.set(part.fieldname, textOf(part.value));
    }
  }
  if (fault) throw fault;
  if (content === null) throw refuse(FILE, 'a part with a file', undefined);
  return { fields, content };
}

function readTarget(fields: Form['fields']): Upload['target'] {
  const connection = fields.get('connection');
  const vendor = fields.get('vendor');
  if (connection === undefined) {
    if (vendor === undefined) throw refuse('connection', 'the id of a connection, or a vendor in its place', undefined);
    return { vendor };
  }
  if (vendor !== undefined) throw refuse('vendor', 'nothing beside a connection', vendor);
  const connectionId = rowIdOf('Connection', connection);
  if (connectionId === null) throw refuse('connection', 'the id of a connection', connection);
  return { connectionId };
}

function readMap(text: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    throw refuse('map', 'JSON', text);
  }
}

/**
 * Reads an upload out of a form.
 * @throws ImportRefused that names the part, what was expected and what came
 */
export async function readUpload(parts: AsyncIterable<Multipart>): Promise<Omit<Upload, 'partnerId' | 'subject'>> {
  const { fields, content } = await readForm(parts);
  const target = readTarget(fields);
  const area = CAPABILITY_AREAS.find((known) => known === fields.get('area'));
  if (area === undefined) throw refuse('area', `one of ${CAPABILITY_AREAS.join(', ')}`, fields.get('area'));
  const asOf = fields.get('asOf');
  if (asOf === undefined || !isCalendarDate(asOf)) {
    throw refuse('asOf', 'the date on which the vendor wrote the file, such as 2026-03-31', asOf);
  }
  const map = fields.get('map');
  return { target, area, asOf, content, ...(map === undefined ? {} : { map: readMap(map) }) };
}
