import { PersonRef, refTo, vendorRef } from '../../platform/graph/refs.ts';
import { toNodeId } from '../../platform/ids/node-id.ts';
import type { CertificationRow } from './store.ts';
import { Certification } from './types.ts';

/** A certification as the graph shows it. */
export function toCertification(row: CertificationRow): Certification {
  return Object.assign(new Certification(), {
    mirror: row,
    id: toNodeId('Certification', row.id),
    name: row.name,
    code: row.code,
    level: row.level,
    purpose: row.purpose,
    vendor: vendorRef(row.vendor_id),
    holder: refTo(PersonRef, 'Person', row.shown_holder_id),
    issuedOn: row.issued_on,
    expiresOn: row.expires_on,
    daysLeft: row.days_left,
    verifyUrl: row.verify_url,
    revoked: row.revoked,
  });
}
