import type { SandboxResponse } from '../../kernel/stand-in.ts';
import { jsonAnswer } from '../common/answers.ts';
import type { JsonObject } from '../common/json.ts';
import type { Route } from '../common/router.ts';
import type { Tenant } from '../tenant.ts';
import type { V1Call } from './v1-call.ts';
import { V1Error } from './v1-error.ts';

/** The indirect provider and its resellers, by partner index. */
const PROVIDER = 3;
const RESELLERS: readonly number[] = [1, 4];

/** Asked in PascalCase, answered in snake_case `[SDKD retrieve-a-list-of-indirect-resellers.md]`. */
const TYPES: Readonly<Record<string, { answered: string; partnersOf: (index: number) => readonly number[] }>> = {
  IsIndirectCloudSolutionProviderOf: {
    answered: 'is_indirect_cloud_solution_provider_of',
    partnersOf: (index) => (index === PROVIDER ? RESELLERS : []),
  },
  IsIndirectResellerOf: {
    answered: 'is_indirect_reseller_of',
    partnersOf: (index) => (RESELLERS.includes(index) ? [PROVIDER] : []),
  },
};

function relationship(tenant: Tenant, relationshipType: string): JsonObject {
  return {
    id: tenant.account.tenantId,
    name: tenant.partner.name,
    relationshipType,
    state: 'Active',
    mpnId: tenant.account.mpnId,
    location: tenant.partner.country,
    attributes: { objectType: 'PartnerRelationship' },
  };
}

function listRelationships(call: V1Call): SandboxResponse {
  const asked = call.request.query.get('relationship_type');
  if (asked === null) throw new V1Error(400, 2001, 'relationship_type is required.');
  const type = Object.hasOwn(TYPES, asked) ? TYPES[asked] : undefined;
  if (!type)
    throw new V1Error(400, 2000, `relationship_type: expected ${Object.keys(TYPES).join(' or ')}, got '${asked}'`);
  const items = type
    .partnersOf(call.session.tenant.partner.index)
    .map((index) => call.world.directory.byIndex(index))
    .filter((tenant) => tenant !== null)
    .map((tenant) => relationship(tenant, type.answered));
  return jsonAnswer(200, {
    totalCount: items.length,
    items,
    // Links are relative to the base address and lack /v1 `[SDKD]`.
    links: { self: { uri: `/relationships?relationship_type=${asked}`, method: 'GET', headers: [] } },
    attributes: { objectType: 'Collection' },
  });
}

/** Two-tier distribution: partner 3 is the indirect provider of the partners 1 and 4. */
export const RELATIONSHIP_ROUTES: readonly Route<V1Call>[] = [
  {
    operation: 'relationships.list',
    method: 'GET',
    path: '/partnercenter/v1/relationships',
    write: false,
    handle: listRelationships,
  },
];
