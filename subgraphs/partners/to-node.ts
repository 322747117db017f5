import type { GraphContext } from '../../platform/graph/context.ts';
import { vendorRef } from '../../platform/graph/refs.ts';
import { toNodeId } from '../../platform/ids/node-id.ts';
import type { GrantRow, IdentifierRow, PartnerRow, PersonRow } from './store.ts';
import { AccessGrant, ExternalIdentifier, Partner, Person } from './types.ts';

/** A partner as the graph shows it. */
export function toPartner(row: PartnerRow): Partner {
  return Object.assign(new Partner(), {
    rowId: row.id,
    id: toNodeId('Partner', row.id),
    name: row.name,
    roles: row.roles,
    countries: row.countries,
    industries: row.industries,
    services: row.services,
    listed: row.listed,
  });
}

const SHOWN_KEY_LENGTH = 6;

/** A person as the graph shows it. Whom the source does not name is shown by vendor and the end of a pseudonym. */
export function toPerson(context: GraphContext, row: PersonRow): Person {
  const unnamed = `${context.services.vendors.nameOf(row.vendor_id)} learner ${row.holder_key.slice(-SHOWN_KEY_LENGTH).toUpperCase()}`;
  return Object.assign(new Person(), {
    id: toNodeId('Person', row.id),
    name: row.name ?? unnamed,
    email: row.email,
    title: row.title,
    active: row.active,
    partnerRowId: row.partner_id,
  });
}

/** A grant as the graph shows it. */
export function toGrant(row: GrantRow): AccessGrant {
  return Object.assign(new AccessGrant(), {
    id: toNodeId('AccessGrant', row.id),
    vendors: row.vendors.map(vendorRef),
    areas: row.areas,
    level: row.level,
    onBehalf: row.on_behalf,
    grantedAt: row.granted_at,
    expiresOn: row.expires_on,
    revokedAt: row.revoked_at,
    grantorRowId: row.grantor_id,
    granteeRowId: row.grantee_id,
  });
}

/** One of a firm's numbers as the graph shows it. */
export function toIdentifier(row: IdentifierRow): ExternalIdentifier {
  return Object.assign(new ExternalIdentifier(), {
    scheme: row.scheme,
    value: row.value,
    vendor: vendorRef(row.vendor_id),
    verifiedAt: row.verified_at,
  });
}
