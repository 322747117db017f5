import type { SandboxResponse } from '../../kernel/stand-in.ts';
import { CredlyError, jsonAnswer } from '../answers.ts';
import type { CredlyCall, Route } from '../call.ts';
import type { JsonObject } from '../../kernel/json.ts';
import type { Organization } from '../organization.ts';
import { ownOrganization } from '../own-organization.ts';
import { pageAnswer } from '../paging.ts';
import { queried } from './template-filter.ts';

function organizationDocument({ keys, name }: Organization): JsonObject {
  return { id: keys.organizationId, name };
}

function listOrganizations({ caller, request, world }: CredlyCall): SandboxResponse {
  const own = caller ? [organizationDocument(caller.organization)] : [];
  return pageAnswer(own, request, world.settings.perPage);
}

function getOrganization(call: CredlyCall): SandboxResponse {
  return jsonAnswer(200, { data: organizationDocument(ownOrganization(call)) });
}

/** The templates an organisation issues by; an employer has none. */
function listTemplates(call: CredlyCall): SandboxResponse {
  const templates = queried(ownOrganization(call).templates.all(), call.request.query);
  return pageAnswer(templates, call.request, call.world.settings.perPage);
}

function getTemplate(call: CredlyCall): SandboxResponse {
  const template = ownOrganization(call).templates.find(call.params['templateId'] ?? '');
  if (!template) throw new CredlyError(404, 'There is no such badge template.');
  return jsonAnswer(200, { data: template });
}

const BASE = String.raw`^/v1/organizations`;
const ONE = String.raw`${BASE}/(?<organizationId>[^/]+)`;

export const ISSUER_ROUTES: readonly Route[] = [
  {
    operation: 'organizations.list',
    method: 'GET',
    path: new RegExp(`${BASE}$`),
    scope: 'read',
    handle: listOrganizations,
  },
  {
    operation: 'organizations.get',
    method: 'GET',
    path: new RegExp(`${ONE}$`),
    scope: 'read',
    handle: getOrganization,
  },
  {
    operation: 'badgeTemplates.list',
    method: 'GET',
    path: new RegExp(`${ONE}/badge_templates$`),
    scope: 'read',
    handle: listTemplates,
  },
  {
    operation: 'badgeTemplates.get',
    method: 'GET',
    path: new RegExp(`${ONE}/badge_templates/(?<templateId>[^/]+)$`),
    scope: 'read',
    handle: getTemplate,
  },
];
