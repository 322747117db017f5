import { GraphQLError } from 'graphql';
import { sql } from 'kysely';
import type { ReadTransaction } from '../db/request-db.ts';
import type { GraphContext } from '../graph/context.ts';
import { writeAs } from '../graph/write-as.ts';
import type { WriteTransaction } from '../ingest/ingest.ts';
import type { CapabilityArea } from '../records/vocabulary.ts';

/** Records that are to be written: a vendor's of an area. */
export interface ActingPlace {
  readonly vendor: string;
  readonly area: CapabilityArea;
}

/** For whom somebody writes, and what: made by `actingFor` alone, once it has been found to be allowed. */
export interface Acting extends ActingPlace {
  /** Uuid of the partner in whose name it is done. */
  readonly partnerId: string;
  /** Uuid of the partner that does it. */
  readonly actorId: string;
}

interface HeldGrant {
  readonly level: string;
  readonly on_behalf: boolean;
}

/** The live grants that one partner has from another for some records; asked by either of them. */
async function grantsHeld(trx: ReadTransaction | WriteTransaction, acting: Acting): Promise<HeldGrant[]> {
  const { rows } = await sql<HeldGrant>`
    select level, on_behalf from live_access
    where grantor_id = ${acting.partnerId} and grantee_id = ${acting.actorId}
      and vendor_id = ${acting.vendor} and area = ${acting.area}`.execute(trx);
  return rows;
}

function isEnough({ level, on_behalf }: HeldGrant): boolean {
  return level === 'FULL' && on_behalf;
}

function whatIsMissing(held: readonly HeldGrant[]): string {
  const [first] = held;
  if (!first) return 'it has granted you none';
  if (held.some(({ level }) => level === 'FULL')) return 'its grant lacks onBehalf';
  return `its grant is of the level ${held.find(({ on_behalf }) => on_behalf)?.level ?? first.level}`;
}

/** Nothing of it says whether there is such a partner. */
function refuse({ vendor, area }: ActingPlace, held: readonly HeldGrant[]): never {
  throw new GraphQLError(
    `In the name of another partner this needs its live grant for ${area} of ${vendor}, of the level FULL and with onBehalf; ${whatIsMissing(held)}.`,
    { extensions: { code: 'FORBIDDEN', requiredGrant: { vendor, area, level: 'FULL', onBehalf: true } } },
  );
}

/**
 * Whether the viewer's partner may write records for a partner: its own always, another's with a live grant of the level
 * FULL and with onBehalf for that vendor and area. To be asked before anything is done or queued.
 * @param partnerId uuid of the partner in whose name it is to be done
 * @throws GraphQLError FORBIDDEN that says which grant it needs and what of it is missing
 */
export async function actingFor(context: GraphContext, partnerId: string, place: ActingPlace): Promise<Acting> {
  const { vendor, area } = place;
  const acting: Acting = { partnerId, actorId: context.viewer.partnerId, vendor, area };
  if (acting.partnerId === acting.actorId) return acting;
  const held = await context.db.read((trx) => grantsHeld(trx, acting));
  if (!held.some(isEnough)) refuse(place, held);
  return acting;
}

/**
 * Asks the same again inside the transaction that writes, which must be the grantor's, and holds the grants until it has
 * ended: a revocation comes before, and then this refuses, or after.
 * @throws GraphQLError FORBIDDEN as `actingFor`
 */
export async function stillActingFor(trx: WriteTransaction, acting: Acting): Promise<void> {
  if (acting.partnerId === acting.actorId) return;
  await sql`
    select from access_grant
    where grantor_id = app_partner() and grantee_id = ${acting.actorId} and revoked_at is null
    order by id for share`.execute(trx);
  const held = await grantsHeld(trx, acting);
  if (!held.some(isEnough)) refuse(acting, held);
}

/**
 * Writes in the name of whom it was allowed for, in one transaction of that partner; what the request reads afterwards
 * sees it.
 * @param acting one for each vendor and area that is written, all of the same partner
 * @throws GraphQLError FORBIDDEN when it is no longer allowed; whatever `work` throws: then nothing is written
 */
export async function writeActingFor<T>(
  context: GraphContext,
  acting: readonly [Acting, ...Acting[]],
  work: (trx: WriteTransaction, now: Date) => Promise<T>,
): Promise<T> {
  const [{ partnerId }] = acting;
  const other = acting.find((each) => each.partnerId !== partnerId);
  if (other) throw new Error('one transaction writes in the name of one partner');
  return writeAs(context, partnerId, async (trx, now) => {
    for (const each of acting) await stillActingFor(trx, each);
    return work(trx, now);
  });
}
