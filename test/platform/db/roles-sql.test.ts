import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { consentMigration } from '../../../platform/consent/consent-migration.ts';
import { tenancyMigration } from '../../../platform/db/migrations/tenancy.ts';

/** The text of each step, as it has landed. */
const LANDED = [
  [tenancyMigration, '478e68416bc93895d8f69b4892b0551f92d10d94a3e24857e08f355fd98c5324'],
  [consentMigration, '6b698652e33bd95f0167e9f21cffc6547ac9ec9100a0eed2790b63e02843d298'],
] as const;

describe('steps that make roles', () => {
  test.each(LANDED.map(([step, hash]) => [step.id, step.sql, hash] as const))(
    '%s is the text that has landed, to the letter',
    (_id, sql, hash) => {
      expect(createHash('sha256').update(sql).digest('hex')).toBe(hash);
    },
  );
});
