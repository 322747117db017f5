import { describe, expect, test } from '@jest/globals';
import { parseAccounts } from '../../../platform/postgres-server/account.ts';

const PASSWD = `root:x:0:0:root:/root:/bin/bash
nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin
broken:x::
postgres:x:101:104:PostgreSQL administrator,,,:/var/lib/postgresql:/bin/bash
`;

describe('the account that PostgreSQL runs under when we are root', () => {
  test('is taken from the list in the order of preference, not in the order of the file', () => {
    expect(parseAccounts(PASSWD, ['postgres', 'nobody'])).toEqual([
      { name: 'postgres', uid: 101, gid: 104 },
      { name: 'nobody', uid: 65_534, gid: 65_534 },
    ]);
  });

  test('is never root, unknown or without numbers', () => {
    expect(parseAccounts(PASSWD, ['root', 'broken', 'missing', 'nobody'])).toEqual([
      { name: 'nobody', uid: 65_534, gid: 65_534 },
    ]);
    expect(parseAccounts('', ['postgres', 'nobody'])).toEqual([]);
  });
});
