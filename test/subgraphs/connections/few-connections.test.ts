import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { dealCsv } from '../../vendors/files/support/read-file.ts';
import { importNode, openImportHouse, type ImportHouse } from '../../sync/imports/support/import-house.ts';

let house: ImportHouse;
beforeAll(async () => {
  house = await openImportHouse();
}, 60_000);
afterAll(() => house.close());

const END = `mutation ($one: ID!, $two: ID!) {
  one: commitImport(id: $one) { fileImport { state } }
  two: discardImport(id: $two) { fileImport { state } }
}`;

test('imports are ended, several in a request, by as many as there are connections to the database', async () => {
  const asked: Array<() => ReturnType<ImportHouse['ask']>> = [];
  for (let count = 0; count < 2 * house.db.database.pool.options.max; count += 1) {
    const tenant = await house.addTenant();
    const one = await house.checked(tenant, dealCsv('D-1,Approved,Acme,,,'));
    const two = await house.checked(tenant, dealCsv('D-2,Approved,Bolt,,,'));
    asked.push(() => house.ask(tenant, END, { one: importNode(one.id), two: importNode(two.id) }));
  }
  const answers = await Promise.all(asked.map((ask) => ask()));
  for (const { data, errors } of answers) {
    expect(errors).toEqual([]);
    expect(data).toEqual({ one: { fileImport: { state: 'COMMITTED' } }, two: { fileImport: { state: 'DISCARDED' } } });
  }
}, 60_000);
