import type { SandboxResponse } from '../../kernel/stand-in.ts';
import { jsonAnswer } from '../common/answers.ts';
import type { Route } from '../common/router.ts';
import { isGuid } from '../common/seeded.ts';
import type { Tenant } from '../tenant.ts';
import type { V1Call } from './v1-call.ts';
import { V1Error } from './v1-error.ts';

const HELP = ['https://partner.microsoft.com/resources/detail/indirect-reseller-agreement'];

/** Partners that are not in order, by index: their seeded errors. */
const UNSIGNED: Readonly<Record<number, readonly [code: number, description: string]>> = {
  5: [2203, 'The partner has not signed the Microsoft Partner Agreement.'],
  6: [2204, 'The partner has no indirect reseller account in the program.'],
};

/** The tenant that a query names by exactly one of its two ids. @throws V1Error 400 `[SDKD verify-indirect-reseller-mpa-status.md]` */
function askedTenant(call: V1Call): Tenant {
  const { query } = call.request;
  const [mpnId, tenantId] = [query.get('mpnId'), query.get('tenantId')];
  if (mpnId === null && tenantId === null) throw new V1Error(400, 2001, 'mpnId or tenantId is required.', HELP);
  if (mpnId !== null && tenantId !== null) throw new V1Error(400, 2000, 'Give mpnId or tenantId, not both.', HELP);
  if (mpnId !== null) {
    if (!/^\d+$/.test(mpnId)) throw new V1Error(400, 2000, `mpnId: expected digits, got '${mpnId}'`, HELP);
    const tenant = call.world.directory.byMpnId(mpnId);
    if (tenant) return tenant;
    throw new V1Error(400, 2200, `The MPN id ${mpnId} is not valid or was not migrated.`, HELP);
  }
  if (!isGuid(tenantId ?? '')) throw new V1Error(400, 2000, `tenantId: expected a guid, got '${tenantId}'`, HELP);
  const tenant = call.world.directory.byTenantId(tenantId ?? '');
  if (tenant) return tenant;
  throw new V1Error(400, 2205, `The tenant ${tenantId} is not known.`, HELP);
}

function agreementStatus(call: V1Call): SandboxResponse {
  const refusal = UNSIGNED[askedTenant(call).partner.index];
  if (refusal) throw new V1Error(400, refusal[0], refusal[1], HELP);
  return jsonAnswer(200, { isAgreementSigned: true });
}

export const AGREEMENT_ROUTES: readonly Route<V1Call>[] = [
  {
    operation: 'agreementstatus.get',
    method: 'GET',
    path: '/partnercenter/v1/compliance/csp/agreementstatus',
    write: false,
    handle: agreementStatus,
  },
];
