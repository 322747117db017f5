import { buildSchema, parse, validate, type ValidationRule } from 'graphql';

const SCHEMA = buildSchema(`
  type Query { deal: Deal deals: [Deal!]! name: String }
  type Mutation { change: Deal }
  type Deal { name: String partner: Partner next: Deal }
  type Partner { name: String deals: [Deal!]! }
`);

/** What a rule says of a limit. */
export interface Told {
  readonly code: unknown;
  readonly limit: unknown;
  readonly came: unknown;
  readonly message: string;
}

/** What one rule alone reports of a document, which need not be valid otherwise. */
export function reportsOf(rule: ValidationRule, document: string): Told[] {
  return validate(SCHEMA, parse(document), [rule]).map(({ message, extensions }) => ({
    code: extensions['code'],
    limit: extensions['limit'],
    came: extensions['came'],
    message,
  }));
}
