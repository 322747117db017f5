import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredInputField,
  type GraphQLField,
  type GraphQLInputType,
} from 'graphql';
import type { DemoProfileName } from '../../../demo/profiles.ts';
import { idsByKind } from './by-id.ts';
import { everythingOf, fieldText } from './documents.ts';
import type { OracleHouse } from './oracle-house.ts';
import { farRules, type Walked } from './walk.ts';

const SCALARS: Readonly<Record<string, unknown>> = {
  Boolean: true,
  CountryCode: 'DE',
  CurrencyCode: 'USD',
  Date: '2027-01-31',
  DateTime: '2027-01-31T00:00:00.000Z',
  Decimal: '1',
  Int: 1,
  // As text: a literal of the scalar is made of a text, and of nothing else.
  JSON: '{}',
};

let keys = 0;

/** A value that the type takes. Ids are the given one, but where a vendor is meant. */
function valueFor(name: string, type: GraphQLInputType, id: string): unknown {
  if (isNonNullType(type)) return valueFor(name, type.ofType, id);
  if (isListType(type)) return [valueFor(name, type.ofType, id)];
  if (isInputObjectType(type)) {
    const wanted = Object.values(type.getFields()).filter(
      (field) => isRequiredInputField(field) || getNamedType(field.type).name === 'ID',
    );
    return Object.fromEntries(wanted.map((field) => [field.name, valueFor(field.name, field.type, id)]));
  }
  if (isEnumType(type)) return type.getValues()[0]?.name;
  if (type.name === 'ID') return name.startsWith('vendor') ? 'aws' : id;
  if (type.name !== 'String') return SCALARS[type.name];
  keys += 1;
  return name === 'url' ? 'https://hook.example/oracle' : `oracle ${keys}`;
}

function call(field: GraphQLField<unknown, unknown>, id: string): string {
  const given = Object.fromEntries(field.args.map(({ name, type }) => [name, valueFor(name, type, id)]));
  return fieldText('Mutation', field, given).replace(/^\w+: /, '');
}

/** Tries every mutation on ids of another tenant: of every kind, whichever kind it is about. */
export async function tryMutations(house: OracleHouse, profile: DemoProfileName, victim: number): Promise<Walked[]> {
  const rules = { ...farRules(house, profile), first: 2, depth: 2 };
  const ids = [...idsByKind(house, victim).values()].flatMap((found) => found.slice(0, 1));
  const walked: Walked[] = [];
  for (const field of Object.values(house.schema.getMutationType()?.getFields() ?? {})) {
    const takesId = field.args.some(({ type }) => JSON.stringify(valueFor('', type, '#')).includes('#'));
    if (!takesId) continue;
    const selection = everythingOf(getNamedType(field.type), rules);
    // Serially, in one document; a field that is refused takes the answer's others with it, so each goes alone.
    for (const id of ids) {
      const query = `mutation { m: ${call(field, id)} ${selection === '' ? '' : selection} }`;
      const { data, errors } = await house.ask(profile, query);
      walked.push({ profile, root: field.name, query, answer: { data, errors } });
    }
  }
  return walked;
}
