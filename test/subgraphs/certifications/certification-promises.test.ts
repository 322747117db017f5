import { afterAll, beforeAll } from '@jest/globals';
import type { CertificationRecord } from '../../../platform/records/records.ts';
import { certificationIngests, certificationsModule } from '../../../subgraphs/certifications/index.ts';
import { promiseMirror } from '../support/mirror-promises.ts';
import { openSubgraphTest, type SubgraphTest } from '../support/open-subgraph-test.ts';
import { promisePaging } from '../support/paging-promises.ts';
import { promiseFixedStatements } from '../support/statement-promises.ts';
import { promiseTenancy } from '../support/tenancy-promises.ts';
import { certificationRecord } from './records.ts';

let opened: SubgraphTest;
const room = (): SubgraphTest => opened;

beforeAll(async () => {
  opened = await openSubgraphTest({ modules: [certificationsModule], ingests: certificationIngests });
});
afterAll(() => opened.close());

const ENDS = [null, '2026-06-14', '2026-06-15', '2026-09-13', '2026-09-14', '2027-06-15'];
const NAMES = ['Architect', 'architect', 'Ärchitect', 'Sales', 'sales II', 'Zero'];

interface Listed {
  name: string;
  issuedOn: string | null;
  expiresOn: string | null;
}

const fold = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

promisePaging({
  room,
  field: 'certifications',
  area: 'CERTIFICATION',
  vendor: 'alpha',
  selection: 'name issuedOn expiresOn',
  record: (number, shade) =>
    certificationRecord({
      remoteId: `C-${number}`,
      name: NAMES[shade] ?? '',
      issuedOn: ENDS[5 - shade] ?? null,
      expiresOn: ENDS[shade] ?? null,
    }),
  orders: [
    {
      title: 'certifications that end first first',
      args: '',
      keys: [{ of: (node: Listed) => node.expiresOn, direction: 'ASC' }],
    },
    {
      title: 'certifications sorted by the day they were issued',
      args: 'sort: [{ field: ISSUED_ON, direction: DESC }]',
      keys: [{ of: (node: Listed) => node.issuedOn, direction: 'DESC' }],
    },
    {
      title: 'certifications sorted by name, then by their end',
      args: 'sort: [{ field: NAME }, { field: EXPIRES_ON, direction: DESC }]',
      keys: [
        { of: (node: Listed) => fold(node.name), direction: 'ASC' },
        { of: (node: Listed) => node.expiresOn, direction: 'DESC' },
      ],
    },
  ],
  filters: ['filter: { vendor: ["alpha"] }', 'filter: { vendor: ["alpha", "beta"] }'],
});

promiseTenancy({
  room,
  field: 'certifications',
  type: 'Certification',
  area: 'CERTIFICATION',
  otherArea: 'DEAL',
  vendors: ['alpha', 'beta'],
  record: () => certificationRecord(),
  scope: 'programs:read',
});

const FULL = certificationRecord({
  name: 'Architect',
  code: 'ARC-1',
  level: 'Expert',
  issuedOn: '2025-06-15',
  expiresOn: '2027-06-15',
  verifyUrl: 'https://badges.example/1',
});

promiseMirror<CertificationRecord>({
  room,
  field: 'certifications',
  kind: 'certification',
  changeKind: 'CERTIFICATION',
  area: 'CERTIFICATION',
  vendor: 'alpha',
  record: (number) => ({ ...FULL, remoteId: `C-${number}` }),
  changes: [
    { title: 'the end', change: { expiresOn: '2028-06-15' }, fields: ['expires_on'] },
    { title: 'the end to none', change: { expiresOn: null }, fields: ['expires_on'] },
    { title: 'the withdrawal', change: { revoked: true }, fields: ['revoked'] },
    { title: 'the name', change: { name: 'Other' }, fields: ['name', 'name_search'] },
    { title: 'the holder', change: { holder: { key: 'person-2', name: null, email: null } }, fields: ['holder_id'] },
  ],
});

promiseFixedStatements({
  room,
  query: `{ certifications { totalCount notices { message } pageInfo { endCursor } edges { cursor } nodes {
    name code level purpose vendor { id } holder { id certifications { id name } } issuedOn expiresOn daysLeft
    certificationStatus verifyUrl source { ageSeconds stale } raw
  } } }`,
  area: 'CERTIFICATION',
  vendor: 'alpha',
  record: (number) => ({
    ...FULL,
    remoteId: `C-${number}`,
    holder: { key: `person-${number % 7}`, name: null, email: null },
  }),
  statements: 8,
});
