import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  getNamedType,
  getNullableType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  type GraphQLField,
  type GraphQLInputType,
} from 'graphql';
import { ALL_SUBGRAPHS } from '../../subgraphs/registry.ts';
import { auditOf } from '../subgraphs/partners/audit-support.ts';
import { openSubgraphTest, type SubgraphTest } from '../subgraphs/support/open-subgraph-test.ts';
import type { TestPartner } from '../subgraphs/support/tenants.ts';

let room: SubgraphTest;
let caller: TestPartner;
beforeAll(async () => {
  const [first, ...others] = ALL_SUBGRAPHS;
  if (!first) throw new Error('there is no subgraph');
  room = await openSubgraphTest({ modules: [first, ...others], ingests: [] });
  caller = await room.tenants.addPartner();
}, 60_000);
afterAll(() => room.close());

const SCALARS: Readonly<Record<string, unknown>> = {
  Boolean: true,
  CountryCode: 'DE',
  CurrencyCode: 'EUR',
  Date: '2030-01-01',
  DateTime: '2030-01-01T00:00:00.000Z',
  Decimal: '1',
  Float: 1,
  ID: 'x',
  Int: 1,
  JSON: {},
  String: 'x',
};

/** Some value of a type that the schema lets through. */
function someValue(type: GraphQLInputType): unknown {
  const inner = getNullableType(type);
  if (isListType(inner)) return [someValue(inner.ofType)];
  if (isEnumType(inner)) return inner.getValues()[0]?.name;
  if (isInputObjectType(inner)) {
    const needed = Object.values(inner.getFields()).filter((field) => isNonNullType(field.type));
    return Object.fromEntries(needed.map((field) => [field.name, someValue(field.type)]));
  }
  const value = SCALARS[getNamedType(inner).name];
  if (value === undefined) throw new Error(`no value is known of the type ${String(type)}`);
  return value;
}

function callOf(field: GraphQLField<unknown, unknown>): { query: string; variables: Record<string, unknown> } {
  const needed = field.args.filter((arg) => isNonNullType(arg.type) && arg.defaultValue === undefined);
  const declared = needed.map((arg) => `$${arg.name}: ${String(arg.type)}`).join(', ');
  const given = needed.map((arg) => `${arg.name}: $${arg.name}`).join(', ');
  const selection = isCompositeType(getNamedType(field.type)) ? ' { __typename }' : '';
  const query = `mutation${declared && ` (${declared})`} { ${field.name}${given && `(${given})`}${selection} }`;
  return { query, variables: Object.fromEntries(needed.map((arg) => [arg.name, someValue(arg.type)])) };
}

describe('the mutations of all subgraphs', () => {
  test('each needs a scope, and is an entry of the audit log when it is refused', async () => {
    const fields = ALL_SUBGRAPHS.flatMap(({ name }) =>
      Object.values(room.subgraph(name).schema.getMutationType()?.getFields() ?? {}).map((field) => ({ name, field })),
    );
    expect(fields.length).toBeGreaterThanOrEqual(8);
    for (const { name, field } of fields) {
      const before = (await auditOf(room, caller)).length;
      const { errors } = await room.ask({ as: caller, graph: name, scopes: [], ...callOf(field) });
      expect([field.name, errors[0]?.extensions?.['code']]).toEqual([field.name, 'FORBIDDEN']);
      expect((await auditOf(room, caller)).slice(before)).toMatchObject([{ action: field.name, outcome: 'REFUSED' }]);
    }
  }, 60_000);
});
