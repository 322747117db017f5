import { ControlError } from '../../kernel/stand-in.ts';
import { credlyAccount } from '../accounts.ts';
import { isObject, text } from '../../kernel/json.ts';
import type { JsonObject } from '../../kernel/json.ts';
import type { Organization } from '../organization.ts';
import type { Records } from '../../kernel/records.ts';
import type { World } from '../world.ts';

const TYPES = ['employee', 'badge', 'badgeTemplate'] as const;
type Type = (typeof TYPES)[number];

function employerAt(world: World, partner: unknown): Organization {
  const { seed, partners } = world.settings;
  const isKnown = typeof partner === 'number' && Number.isInteger(partner) && partner >= 1 && partner <= partners;
  const employer = isKnown ? world.organization(credlyAccount(seed, partner).organizationId) : null;
  if (employer) return employer;
  throw new ControlError(`partner: expected one from 1 to ${partners}, got ${JSON.stringify(partner)}`);
}

function* employers(world: World, change: JsonObject): Generator<Organization> {
  if (change['partner'] === undefined) yield* world.employers();
  else yield employerAt(world, change['partner']);
}

function* issuers(world: World): Generator<Organization> {
  for (const { id } of world.catalogue) {
    const issuer = world.organization(id);
    if (issuer) yield issuer;
  }
}

/** Every list in which a record of the type may stand. */
function* lists(world: World, type: Type, change: JsonObject): Generator<Records> {
  if (type === 'badgeTemplate') {
    for (const { templates } of issuers(world)) yield templates;
    return;
  }
  for (const employer of employers(world, change)) {
    if (type === 'employee') yield employer.employees;
    else for (const id of employer.employees.ids()) yield employer.badgesOf(id);
  }
}

/** The list that a new record goes to: the partner's staff, a person's badges, an issuer's templates. */
function listForNew(world: World, type: Type, change: JsonObject): Records {
  if (type === 'employee') return employerAt(world, change['partner'] ?? 1).employees;
  if (type === 'badgeTemplate') {
    const issuer = [...issuers(world)].find(({ keys }) => keys.organizationId === change['organization']);
    if (issuer) return issuer.templates;
    throw new ControlError('organization: expected the id of an issuing organization');
  }
  const holder = text(change, 'employee');
  for (const employer of employers(world, change))
    if (employer.employees.find(holder)) return employer.badgesOf(holder);
  throw new ControlError(`employee: expected a known one, got ${JSON.stringify(change['employee'] ?? null)}`);
}

function create(world: World, type: Type, change: JsonObject, given: JsonObject): JsonObject {
  const id = text(given, 'id');
  if (id === '') throw new ControlError('create.id: expected a text, the id of the new record');
  return listForNew(world, type, change).put(id, given);
}

function holding(world: World, type: Type, change: JsonObject): { records: Records; id: string } {
  const id = text(change, 'id');
  for (const records of lists(world, type, change)) if (id !== '' && records.find(id)) return { records, id };
  throw new ControlError(`id: expected a known one, got ${JSON.stringify(change['id'] ?? null)}`);
}

/**
 * Changes a member of staff, a badge or a template: exactly one of `create`, `set`, `delete`. Values may have wrong
 * types on purpose.
 * @returns the record after the change; a deleted one as it was
 * @throws ControlError when the type or id is unknown or the change has a wrong shape
 */
export function applyChange(world: World, input: unknown): JsonObject {
  if (!isObject(input)) throw new ControlError('change: expected an object');
  const type = TYPES.find((known) => known === input['type']);
  if (!type) throw new ControlError(`type: expected one of ${TYPES.join(', ')}`);
  const { create: given, set: values, delete: gone } = input;
  if ([given, values, gone].filter((part) => part !== undefined).length !== 1) {
    throw new ControlError('change: expected exactly one of create, set, delete');
  }
  if (given !== undefined) {
    if (!isObject(given)) throw new ControlError('create: expected an object');
    return create(world, type, input, given);
  }
  if (gone !== undefined && gone !== true) throw new ControlError('delete: expected true');
  if (values !== undefined && !isObject(values)) throw new ControlError('set: expected an object');
  const { records, id } = holding(world, type, input);
  const record = isObject(values) ? records.set(id, values) : records.remove(id);
  return record ?? {};
}
