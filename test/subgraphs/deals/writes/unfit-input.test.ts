import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  getNamedType,
  isInputObjectType,
  isListType,
  isNonNullType,
  type GraphQLArgument,
  type GraphQLInputType,
} from 'graphql';
import type { SubgraphTest } from '../../support/open-subgraph-test.ts';
import { READY } from './ready.ts';
import {
  addFirm,
  CHANGE_NAMES,
  entry,
  openWritesRoom,
  operationsOf,
  WHOLE_ALPHA,
  type ChangeName,
  type Firm,
} from './writes-room.ts';

let room: SubgraphTest;
let firm: Firm;
beforeAll(async () => {
  room = await openWritesRoom();
  firm = await addFirm(room);
});
afterAll(() => room.close());

const NAMES = ['createDealDrafts', ...CHANGE_NAMES] as const;

/** Types whose values are text that a client sends as it likes; every other scalar reads its text and refuses another. */
const FREE_TYPES = new Set(['String', 'ID', 'JSON']);

type Place = ReadonlyArray<string | number>;

/** Every place of a text in the arguments of a mutation, read off the schema: a new one is found by itself. */
function placesOf(type: GraphQLInputType, at: Place): Array<{ readonly at: Place; readonly type: string }> {
  const inner = isNonNullType(type) ? type.ofType : type;
  if (isListType(inner)) return placesOf(inner.ofType as GraphQLInputType, [...at, 0]);
  if (isInputObjectType(inner)) {
    return Object.values(inner.getFields()).flatMap((field) => placesOf(field.type, [...at, field.name]));
  }
  const { name } = getNamedType(inner);
  return FREE_TYPES.has(name) ? [{ at, type: name }] : [];
}

function argumentsOf(name: string): readonly GraphQLArgument[] {
  const field = room.subgraph().schema.getMutationType()?.getFields()[name];
  if (!field) throw new Error(`no mutation ${name}`);
  return field.args;
}

/** The same value with another at a place; what is not there is made. */
function withAt(value: unknown, [head, ...rest]: Place, put: unknown): unknown {
  if (head === undefined) return put;
  if (typeof head === 'number') return [withAt((value as unknown[] | undefined)?.[head], rest, put)];
  return { ...(value as object), [head]: withAt((value as Record<string, unknown> | undefined)?.[head], rest, put) };
}

const CUSTOMER = { name: 'Acme GmbH', country: 'DE' };

async function validFor(name: (typeof NAMES)[number]): Promise<Record<string, unknown>> {
  if (name === 'createDealDrafts') return { input: entry({ customer: CUSTOMER }) };
  const asked = await READY[name as ChangeName](room, firm);
  return { idempotencyKey: `key ${Math.random()}`, ...asked };
}

/** A place inside the customer of a patch needs the rest of the customer. */
function completed(variables: Record<string, unknown>): Record<string, unknown> {
  const patch = variables['patch'] as Record<string, unknown> | undefined;
  if (!patch?.['customer']) return variables;
  return { ...variables, patch: { ...patch, customer: { ...CUSTOMER, ...(patch['customer'] as object) } } };
}

const nested = (depth: number): unknown => {
  let value: unknown = 'deep';
  for (let level = 0; level < depth; level += 1) value = { in: value };
  return value;
};

interface Answered {
  readonly wrong: readonly unknown[];
  readonly codes: readonly string[];
}

async function ask(name: (typeof NAMES)[number], variables: Record<string, unknown>): Promise<Answered> {
  const args = argumentsOf(name);
  const declared = args.map((arg) => `$${arg.name}: ${String(arg.type)}`).join(', ');
  const given = args.map((arg) => `${arg.name}: $${arg.name}`).join(', ');
  const query = `mutation (${declared}) { ${name}(${given}) { errors { code } } }`;
  const { data, errors } = await room.ask<Record<string, { errors: Array<{ code: string }> }>>({
    as: firm.partner,
    query,
    variables,
  });
  const found = data?.[name]?.errors ?? [];
  return { wrong: errors.map((error) => error.message), codes: found.map(({ code }) => code) };
}

describe.each(NAMES)('%s with text that can not be kept', (name) => {
  test.each([
    ['the character U+0000', 'a\0b'],
    ['half of a surrogate pair', 'a\ud800b'],
    ['100,000 characters', 'x'.repeat(100_000)],
  ])('is told which, at whatever place it has %s', async (_title, text) => {
    const valid = await validFor(name);
    const places = argumentsOf(name).flatMap((arg) => placesOf(arg.type, [arg.name]));
    expect(places.length).toBeGreaterThanOrEqual(2);
    const before = await operationsOf(room, firm.partner);
    for (const { at, type } of places) {
      const put = type === 'JSON' ? { free: text } : text;
      const answer = await ask(name, completed(withAt(valid, at, put) as Record<string, unknown>));
      const known = answer.codes.filter((code) => /^(INVALID|TOO_LONG|NOT_FOUND|VERSION_CONFLICT)$/.test(code));
      expect([at.join('/'), answer.wrong, known.length > 0]).toEqual([at.join('/'), [], true]);
    }
    expect(await operationsOf(room, firm.partner)).toEqual(before);
  });
});

describe.each(['createDealDrafts', 'updateDeal'] as const)('%s with vendor fields', (name) => {
  const withFields = async (vendorFields: unknown): Promise<Answered> => {
    const valid = await validFor(name);
    const at = name === 'updateDeal' ? ['patch', 'vendorFields'] : ['input', 'drafts', 0, 'vendorFields'];
    return ask(name, withAt(valid, at, vendorFields) as Record<string, unknown>);
  };

  test.each([13, 50, 5_000])('that go %i levels deep is told so, whatever a stack can hold', async (depth) => {
    expect(await withFields(nested(depth))).toEqual({ wrong: [], codes: ['INVALID'] });
  });

  test('that go 10 levels deep takes them', async () => {
    expect(await withFields({ ...WHOLE_ALPHA.vendorFields, deep: nested(10) })).toEqual({ wrong: [], codes: [] });
  });

  test('whose names can not be kept is told so', async () => {
    expect(await withFields({ 'a\0b': 1 })).toEqual({ wrong: [], codes: ['INVALID'] });
    expect(await withFields({ a: [{ '\ud800': 1 }] })).toEqual({ wrong: [], codes: ['INVALID'] });
  });

  test.each([[1], ['x'], [true], [[]]])('that are %j is told that they must be an object', async (value) => {
    expect(await withFields(value)).toEqual({ wrong: [], codes: ['INVALID'] });
  });
});
