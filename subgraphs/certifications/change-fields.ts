import type { ChangeFields } from '../../platform/graph/change-fields.ts';
import type { CertificationTable } from './migrations.ts';

/** The graph's fields of a certification by column. */
export const CERTIFICATION_FIELDS: ChangeFields<CertificationTable> = {
  name: 'name',
  name_search: null,
  code: 'code',
  level: 'level',
  purpose: 'purpose',
  issued_on: 'issuedOn',
  expires_on: 'expiresOn',
  revoked: 'certificationStatus',
  verify_url: 'verifyUrl',
  holder_id: 'holder',
};
