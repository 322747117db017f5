import { expect, test } from '@jest/globals';

test('the gateway library is kept from telling its makers about us, however it is imported', async () => {
  delete process.env['APOLLO_TELEMETRY_DISABLED'];
  await import('../../gateway/execution/create-apollo-gateway.ts');
  expect(process.env['APOLLO_TELEMETRY_DISABLED']).toBe('1');
});
