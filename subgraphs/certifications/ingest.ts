import type { Ingest } from '../../platform/ingest/ingest.ts';
import { createMirrorIngest } from '../../platform/ingest/mirror-ingest.ts';
import { recordRowId } from '../../platform/ingest/row-id.ts';
import type { CertificationRecord } from '../../platform/records/records.ts';
import { searchText } from '../../platform/records/search-text.ts';

/** Takes certification records in. Whose they are is stored by the partners room, under the same id. */
export const certificationIngest: Ingest<CertificationRecord> = createMirrorIngest<CertificationRecord>({
  kind: 'certification',
  table: 'certification',
  changeKind: 'CERTIFICATION',
  area: 'CERTIFICATION',
  columns: (record, origin) => ({
    name: record.name,
    name_search: searchText(record.name),
    code: record.code,
    level: record.level,
    purpose: record.purpose,
    issued_on: record.issuedOn,
    expires_on: record.expiresOn,
    revoked: record.revoked,
    verify_url: record.verifyUrl,
    holder_id: recordRowId(origin, 'person', record.holder.key),
  }),
});
