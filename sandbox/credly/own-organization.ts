import { CredlyError } from './answers.ts';
import type { CredlyCall } from './call.ts';
import type { Organization } from './organization.ts';

/** The organisation in the path, which must be the caller's own. @throws CredlyError 403 or 404 */
export function ownOrganization({ world, caller, params }: CredlyCall): Organization {
  const id = params['organizationId'] ?? '';
  if (caller && caller.organization.keys.organizationId === id) return caller.organization;
  if (world.organization(id)) throw new CredlyError(403, 'The credentials are of another organization.');
  throw new CredlyError(404, 'There is no such organization.');
}
