import type { SandboxResponse } from '../../kernel/stand-in.ts';
import { CredlyError } from '../answers.ts';
import type { CredlyCall, Route } from '../call.ts';
import { ownOrganization } from '../own-organization.ts';
import { pageAnswer } from '../paging.ts';

function listEmployees(call: CredlyCall): SandboxResponse {
  return pageAnswer(ownOrganization(call).employees.all(), call.request, call.world.settings.perPage);
}

/** The badges of one member of staff across all issuers. */
function employeeData(call: CredlyCall): SandboxResponse {
  const organization = ownOrganization(call);
  const id = call.params['employeeId'] ?? '';
  if (!organization.employees.find(id)) throw new CredlyError(404, 'There is no such employee.');
  return pageAnswer(organization.badgesOf(id).all(), call.request, call.world.settings.perPage);
}

const BASE = String.raw`^/v1/organizations/(?<organizationId>[^/]+)/employees`;

export const EMPLOYER_ROUTES: readonly Route[] = [
  {
    operation: 'employees.list',
    method: 'GET',
    path: new RegExp(`${BASE}$`),
    scope: 'workforce',
    handle: listEmployees,
  },
  {
    operation: 'employees.data',
    method: 'GET',
    path: new RegExp(`${BASE}/(?<employeeId>[^/]+)/data$`),
    scope: 'workforce',
    handle: employeeData,
  },
];
