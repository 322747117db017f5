import type { Kysely } from 'kysely';
import type { Logger } from 'pino';
import type { Clock } from '../../platform/clock/clock.ts';
import type { Tables } from '../../platform/db/tables.ts';
import { inTenantTransaction } from '../../platform/db/tenant-scope.ts';
import { createVendorHttp } from '../../platform/http/create-vendor-http.ts';
import { createPostgresQuotaGate } from '../../platform/quota/postgres-quota-gate.ts';
import type { SecretBox } from '../../platform/secrets/secret-box.ts';
import type { QuotaFacts, SessionDeps, VendorSession, VendorWorkshop } from '../../platform/vendor/contract.ts';
import { VendorError } from '../../platform/vendor/vendor-error.ts';
import { sealedCredentials, storeSealedCredentials } from './connection-store.ts';
import type { ConnectionIdentity } from './run-feed.ts';

/** Where vendors are, when it is not where they say: from configuration only. */
export interface VendorOverrides {
  readonly endpoints: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly downloadHosts: Readonly<Record<string, readonly string[]>>;
}

export interface SessionFactoryOptions {
  readonly db: Kysely<Tables>;
  readonly secrets: SecretBox;
  readonly overrides: VendorOverrides;
  readonly quotasOf: (vendor: string) => Readonly<Record<string, QuotaFacts>>;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Longest wait for one call within a budget before the run gives way, in milliseconds. */
const QUOTA_PATIENCE_MS = 30_000;

function refuseCredentials(workshop: VendorWorkshop, what: string): VendorError {
  return new VendorError({
    vendor: workshop.facts.id,
    kind: 'auth_expired',
    publicMessage: `The credentials of the connection to ${workshop.facts.name} ${what}.`,
  });
}

/** Undefined for what is no JSON: the runtime's own error would quote it. */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** What a workshop opens a session with, and the client behind it that is to be closed with the session. */
export interface PreparedSession {
  readonly deps: SessionDeps<unknown>;
  close(): Promise<void>;
}

/**
 * Prepares a session with a vendor for one connection: unseals its credentials, checks their shape, and hands the
 * workshop a client that can reach the configured addresses and nothing else.
 * @param quotaPatienceMs longest wait for one call within a budget
 * @throws VendorError `auth_expired` when there are no usable credentials; SecretBoxError when they can't be opened
 */
export async function prepareSession(
  options: SessionFactoryOptions,
  workshop: VendorWorkshop,
  connection: Pick<ConnectionIdentity, 'connectionId' | 'partnerId'>,
  quotaPatienceMs = QUOTA_PATIENCE_MS,
): Promise<PreparedSession> {
  const { db, secrets, clock } = options;
  const { facts } = workshop;
  const { connectionId, partnerId } = connection;
  const scope = () => ({ role: 'partnergraph_sync', partnerId, now: clock.now(), statementTimeoutMs: 5_000 }) as const;
  const loadCredentials = async (): Promise<unknown> => {
    const sealed = await inTenantTransaction(db, scope(), (trx) => sealedCredentials(trx, connectionId));
    if (sealed === null) throw refuseCredentials(workshop, 'are missing');
    const credentials = workshop.credentials.safeParse(readJson(await secrets.openWithLatest(sealed, connectionId)));
    if (!credentials.success) throw refuseCredentials(workshop, 'do not have the form this vendor needs');
    return credentials.data;
  };
  const credentials = await loadCredentials();

  const endpoints = { ...facts.endpoints, ...options.overrides.endpoints[facts.id] };
  const log = options.log.child({ vendor: facts.id, connection: connectionId });
  const http = createVendorHttp({
    allowedOrigins: [...new Set(Object.values(endpoints).map((url) => new URL(url).origin))],
    downloadHosts: [...(options.overrides.downloadHosts[facts.id] ?? facts.downloadHosts)],
    log,
  });
  const quota = createPostgresQuotaGate({
    db,
    vendor: facts.id,
    account: connectionId,
    quotas: options.quotasOf(facts.id),
    clock,
    patienceMs: quotaPatienceMs,
  });
  const saveCredentials = async (next: unknown): Promise<void> => {
    const resealed = secrets.seal(JSON.stringify(next), connectionId);
    await inTenantTransaction(db, scope(), (trx) =>
      storeSealedCredentials(trx, { connectionId, partnerId, sealed: resealed }),
    );
  };
  const deps = { connectionId, credentials, saveCredentials, loadCredentials, endpoints, http, quota, clock, log };
  return { deps, close: () => http.close() };
}

/** Opens a session that reads. @throws as `prepareSession` does */
export async function openVendorSession(
  options: SessionFactoryOptions,
  workshop: VendorWorkshop,
  connection: ConnectionIdentity,
): Promise<VendorSession> {
  const prepared = await prepareSession(options, workshop, connection);
  const session = workshop.open(prepared.deps);
  return {
    pull: (feed, request) => session.pull(feed, request),
    close: async () => {
      await session.close();
      await prepared.close();
    },
  };
}
