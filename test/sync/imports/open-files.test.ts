import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { KyselyPlugin } from 'kysely';
import { createImportService } from '../../../sync/imports/import-service.ts';
import { DEAL_HEADER } from '../../vendors/files/support/read-file.ts';
import { textRow, workbook } from '../../vendors/files/support/workbook.ts';
import { openImportHouse, type ImportHouse } from './support/import-house.ts';

let house: ImportHouse;
beforeAll(async () => {
  house = await openImportHouse();
}, 60_000);
afterAll(() => house.close());

/** Ports to threads that have not ended. */
function openPorts(): number {
  return process.getActiveResourcesInfo().filter((resource) => resource === 'MessagePort').length;
}

/** A database that goes away before an import's record is made. */
function failing(): KyselyPlugin {
  return {
    transformQuery: ({ node }) => {
      if (node.kind === 'InsertQueryNode') throw new Error('the database is away');
      return node;
    },
    transformResult: ({ result }) => Promise.resolve(result),
  };
}

test('a workbook whose import can not be stored is let go of, with the thread that reads it', async () => {
  const tenant = await house.addTenant();
  const header = DEAL_HEADER.split(',');
  const rows = Array.from({ length: 1_200 }, (_unused, at) => textRow(at + 2, `D-${at}`, 'Approved', 'Acme'));
  const content = workbook([textRow(1, ...header), ...rows].join(''));
  const { database } = house.options;
  const away = { ...database, kysely: database.kysely.withPlugin(failing()) };
  const service = createImportService({ ...house.options, database: away });
  const before = openPorts();
  const upload = { partnerId: tenant.partnerId, subject: 'user:tester', target: { vendor: 'dell' }, content } as const;
  await expect(service.accept({ ...upload, area: 'DEAL', asOf: '2026-06-30' })).rejects.toThrow('the database is away');
  expect(openPorts()).toBe(before);
  await service.stop();
});
