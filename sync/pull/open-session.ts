import type { Kysely } from 'kysely';
import type { Logger } from 'pino';
import type { Clock } from '../../platform/clock/clock.ts';
import type { Tables } from '../../platform/db/tables.ts';
import { inTenantTransaction } from '../../platform/db/tenant-scope.ts';
import { createVendorHttp } from '../../platform/http/create-vendor-http.ts';
import { createPostgresQuotaGate } from '../../platform/quota/postgres-quota-gate.ts';
import type { SecretBox } from '../../platform/secrets/secret-box.ts';
import type { QuotaFacts, VendorSession, VendorWorkshop } from '../../platform/vendor/contract.ts';
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

/**
 * Opens a session with a vendor for one connection: unseals its credentials, checks their shape, and hands the workshop
 * a client that can reach the configured addresses and nothing else.
 * @throws VendorError `auth_expired` when there are no usable credentials
 */
export async function openVendorSession(
  options: SessionFactoryOptions,
  workshop: VendorWorkshop,
  connection: ConnectionIdentity,
): Promise<VendorSession> {
  const { db, secrets, clock } = options;
  const { facts } = workshop;
  const { connectionId, partnerId } = connection;
  const scope = () => ({ role: 'partnergraph_sync', partnerId, now: clock.now(), statementTimeoutMs: 5_000 }) as const;
  const sealed = await inTenantTransaction(db, scope(), (trx) => sealedCredentials(trx, connectionId));
  if (sealed === null) throw refuseCredentials(workshop, 'are missing');
  const credentials = workshop.credentials.safeParse(JSON.parse(secrets.open(sealed, connectionId)));
  if (!credentials.success) throw refuseCredentials(workshop, 'do not have the form this vendor needs');

  const endpoints = { ...facts.endpoints, ...options.overrides.endpoints[facts.id] };
  const log = options.log.child({ vendor: facts.id, connection: connectionId });
  const http = createVendorHttp({
    allowedOrigins: [...new Set(Object.values(endpoints).map((url) => new URL(url).origin))],
    downloadHosts: [...(options.overrides.downloadHosts[facts.id] ?? facts.downloadHosts)],
    log,
  });
  const session = workshop.open({
    connectionId,
    credentials: credentials.data,
    saveCredentials: async (next) => {
      const resealed = secrets.seal(JSON.stringify(next), connectionId);
      await inTenantTransaction(db, scope(), (trx) =>
        storeSealedCredentials(trx, { connectionId, partnerId, sealed: resealed }),
      );
    },
    endpoints,
    http,
    quota: createPostgresQuotaGate({
      db,
      vendor: facts.id,
      account: connectionId,
      quotas: options.quotasOf(facts.id),
      clock,
      patienceMs: QUOTA_PATIENCE_MS,
    }),
    clock,
    log,
  });
  return {
    pull: (feed, request) => session.pull(feed, request),
    close: async () => {
      await session.close();
      await http.close();
    },
  };
}
