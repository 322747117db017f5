import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { PROJECT_ROOT } from '../../../platform/project-root.ts';
import { sandboxOptions } from '../../../sandbox/options.ts';

describe('options from the environment', () => {
  test('have defaults', () => {
    const defaults = { port: 4010, seed: 20_260_402, partners: 4, dealsPerPartner: 30, rateFactor: 1, folder: null };
    expect(sandboxOptions({})).toEqual(defaults);
    expect(sandboxOptions({ SANDBOX_PORT: '', SANDBOX_SEED: ' ', SANDBOX_FOLDER: ' ' })).toEqual(defaults);
  });

  test('are read', () => {
    const environment = {
      SANDBOX_PORT: '0',
      SANDBOX_SEED: '9',
      SANDBOX_PARTNERS: '500',
      SANDBOX_DEALS_PER_PARTNER: '200',
      SANDBOX_RATE_FACTOR: '0.5',
      SANDBOX_FOLDER: '.data/vendors',
    };
    expect(sandboxOptions(environment)).toEqual({
      port: 0,
      seed: 9,
      partners: 500,
      dealsPerPartner: 200,
      rateFactor: 0.5,
      folder: join(PROJECT_ROOT, '.data/vendors'),
    });
  });

  test.each([
    ['SANDBOX_PORT', '70000', 'SANDBOX_PORT: expected a whole number from 0 to 65535, got "70000"'],
    ['SANDBOX_SEED', 'abc', 'SANDBOX_SEED: expected a whole number'],
    ['SANDBOX_PARTNERS', '0', 'SANDBOX_PARTNERS: expected a whole number from 1 to 9999, got "0"'],
    ['SANDBOX_DEALS_PER_PARTNER', '1.5', 'SANDBOX_DEALS_PER_PARTNER: expected a whole number'],
    ['SANDBOX_RATE_FACTOR', '-1', 'SANDBOX_RATE_FACTOR: expected a number'],
    ['SANDBOX_RATE_FACTOR', 'Infinity', 'SANDBOX_RATE_FACTOR: expected a number'],
  ])('%s=%s is refused by name', (name, value, message) => {
    expect(() => sandboxOptions({ [name]: value })).toThrow(message);
  });
});
