import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { awsWorkshop } from '../../../vendors/aws/index.ts';
import { withEmptyAws } from './support/empty-aws.ts';
import { HastyClock, OpenGate, pullAll, sessionDeps } from './support/session.ts';

// Alone in its file: the SDK looks such things up once a process, at its first call.
test("the machine's own AWS configuration is never read: calls go out even where reading it would never end", async () => {
  const folder = mkdtempSync(join(tmpdir(), 'aws-config-'));
  const pipe = join(folder, 'config');
  // A pipe without a writer: whoever opens it for reading waits.
  execFileSync('mkfifo', [pipe]);
  const others = {
    AWS_CONFIG_FILE: pipe,
    AWS_SHARED_CREDENTIALS_FILE: pipe,
    AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'AKIAOTHER',
    AWS_SECRET_ACCESS_KEY: 'other',
  };
  Object.assign(process.env, others);
  try {
    await withEmptyAws(async (url, server) => {
      const session = awsWorkshop.open(sessionDeps(url, new OpenGate(), new HastyClock()));
      for (const { name } of awsWorkshop.feeds) await pullAll(session, name);
      await session.close();
      const scopes = server.requests.map(({ headers }) =>
        String(headers.authorization).split('/').slice(0, 3).join('/'),
      );
      expect(scopes).toHaveLength(7);
      for (const scope of scopes) expect(scope).toMatch(/=AKIAEXAMPLE\/\d{8}\/us-east-1$/);
    });
  } finally {
    for (const name of Object.keys(others)) delete process.env[name];
    rmSync(folder, { recursive: true });
  }
});
