import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { pino } from 'pino';
import { readMasterKeys } from '../../../../platform/secrets/master-keys.ts';
import { SecretBox } from '../../../../platform/secrets/secret-box.ts';
import type { VendorWorkshop } from '../../../../platform/vendor/contract.ts';
import type { WriteSession } from '../../../../platform/vendor/write-contract.ts';
import { startSandbox } from '../../../../sandbox/kernel/server.ts';
import { microsoftAccount } from '../../../../sandbox/microsoft/accounts.ts';
import { microsoftStandIn } from '../../../../sandbox/microsoft/index.ts';
import { storeSealedCredentials } from '../../../../sync/pull/connection-store.ts';
import { WriteSessions } from '../../../../sync/push/write-sessions.ts';
import { microsoftWorkshop } from '../../../../vendors/microsoft/index.ts';
import { submission } from '../../../vendors/microsoft/writes/support/intents.ts';
import type { PushBench } from './push-bench.ts';

const SEED = 20_260_402;
const PARTNER = 1;

/** The bench's connection as one to Microsoft's stand-in, where each token serves one call. */
export interface MicrosoftDesk {
  /** Queues the submission of a deal. @returns the operation's id */
  queue(): Promise<string>;
  /** Sessions as a process has them. */
  sessions(): WriteSessions;
  /** Done before a token is handed out, until it is null. */
  beforeToken(work: (() => Promise<void>) | null): void;
  /** Records that clients have made at the stand-in. */
  made(): Promise<readonly unknown[]>;
  close(): Promise<void>;
}

const no = (): never => {
  throw new Error('this session is for nobody');
};

/** For a bench whose workers have sessions of their own. */
export const NOBODY = { session: (): WriteSession => ({ plan: no, send: no, settle: no, close: no }) };

/** Stands before the sign-in of the stand-in: what it hands out has expired when the next call asks for one. */
async function startSignIn(target: string, before: () => Promise<void>) {
  const server = createServer(async (request, response) => {
    const body = await buffer(request);
    await before();
    const headers = { 'content-type': request.headers['content-type'] ?? '' };
    const answer = await fetch(`${target}${request.url ?? ''}`, { method: 'POST', headers, body });
    const told = (await answer.json()) as Record<string, unknown>;
    response.writeHead(answer.status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer.ok ? { ...told, expires_in: '1' } : told));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}

export async function openMicrosoftDesk(bench: PushBench): Promise<MicrosoftDesk> {
  const sandbox = await startSandbox({
    port: 0,
    seed: SEED,
    partners: 2,
    dealsPerPartner: 0,
    rateFactor: 1_000_000,
    now: () => bench.clock.now().getTime(),
    standIns: [microsoftStandIn],
  });
  const standIn = `${sandbox.origin}/microsoft`;
  let before: (() => Promise<void>) | null = null;
  const signIn = await startSignIn(`${standIn}/login`, async () => before?.());
  const secrets = new SecretBox(readMasterKeys(randomBytes(32).toString('base64')));
  const { tenantId, clientId, clientSecret, refreshToken } = microsoftAccount(SEED, PARTNER);
  const { connectionId, partnerId } = bench;
  const credentials = JSON.stringify({ tenantId, clientId, clientSecret, refreshToken });
  const sealed = secrets.seal(credentials, connectionId);
  await bench.as((trx) => storeSealedCredentials(trx, { connectionId, partnerId, sealed }));
  const endpoints = { login: signIn.origin, partner: `${standIn}/partner`, partnercenter: `${standIn}/partnercenter` };
  return {
    queue: async () => {
      const id = await bench.queue();
      await bench.change(id, { intent: JSON.stringify(submission({}, id)) });
      return id;
    },
    sessions: () =>
      new WriteSessions({
        db: bench.db.database.kysely,
        secrets,
        overrides: { endpoints: { microsoft: endpoints }, downloadHosts: {} },
        quotasOf: () => microsoftWorkshop.facts.quotas,
        clock: bench.clock,
        log: pino({ level: 'silent' }),
        workshops: new Map([[bench.firm.vendorId, microsoftWorkshop as VendorWorkshop]]),
        quotaPatienceMs: 0,
        idleMs: 60_000,
        refusedRestMs: 0,
      }),
    beforeToken: (work) => (before = work),
    made: async () => {
      const answer = await fetch(`${sandbox.origin}/_control/microsoft/records`);
      return ((await answer.json()) as { records: unknown[] }).records;
    },
    close: async () => {
      await signIn.close();
      await sandbox.close();
    },
  };
}
