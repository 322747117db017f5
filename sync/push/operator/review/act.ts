import { sql, type Kysely } from 'kysely';
import type { AuditEntry } from '../../../../platform/audit/audit-entry.ts';
import { writeAudit } from '../../../../platform/audit/write-audit.ts';
import type { Tables } from '../../../../platform/db/tables.ts';
import { inTenantTransaction } from '../../../../platform/db/tenant-scope.ts';
import { toNodeId, type NodeKind } from '../../../../platform/ids/node-id.ts';
import type { WriteTransaction } from '../../../../platform/ingest/ingest.ts';
import type { OperationRow } from '../../../../platform/writes/operation-store.ts';
import { cancel, redrive } from '../../../../platform/writes/redrive.ts';
import { isNaming, nameTarget, NumberTakenError } from '../../effects.ts';
import type { WriteTarget } from '../../target.ts';
import type { ReviewAct } from './arguments.ts';
import { operatorScope } from './list.ts';

export interface ReviewDesk {
  readonly db: Kysely<Tables>;
  readonly targets: readonly WriteTarget[];
  readonly now: () => Date;
}

/** What became of an act, in a sentence for who asked for it. */
export interface Reviewed {
  readonly done: boolean;
  readonly told: string;
}

/** Thrown to take everything back: the act can't be done. */
class NotDone extends Error {}

const TARGET_NODES: Readonly<Record<OperationRow['target_kind'], NodeKind>> = {
  DEAL: 'Deal',
  FUND_REQUEST: 'FundRequest',
  OPPORTUNITY: 'Opportunity',
};

const ACTIONS: Readonly<Record<ReviewAct['act'], string>> = {
  redrive: 'redriveWrite',
  cancel: 'cancelWrite',
  done: 'closeWrite',
};

/** Whoever runs the installation belongs to no partner: the entry stands in the log of the one whose write it is. */
function entryOf(operation: OperationRow, { act }: ReviewAct, outcome: AuditEntry['outcome']): AuditEntry {
  const { id, partner_id: partnerId, kind, target_kind, target_id } = operation;
  const target = toNodeId(TARGET_NODES[target_kind], target_id);
  const detail = { operation: id, kind };
  return { partnerId, actor: 'operator', actorPartner: partnerId, action: ACTIONS[act], target, outcome, detail };
}

/** Tries it again, with the token and the bytes it had; what is uncertain is found out first. */
async function takeUp(trx: WriteTransaction, operation: OperationRow, now: Date): Promise<string> {
  if (!(await redrive(trx, operation, now))) throw new NotDone('It does not wait for a person (any more).');
  // Of a call that nothing tells of, the one who has looked tells: it is not there.
  await sql`
    update operation o set state = 'QUEUED', unresolved = false where o.id = ${operation.id} and o.state = 'UNCERTAIN'
      and (select a.recovery ->> 'by' from vendor_attempt a where a.operation_id = o.id order by a.n desc limit 1) = 'person'
  `.execute(trx);
  return 'It is tried again.';
}

async function takeBack(
  trx: WriteTransaction,
  operation: OperationRow,
  { target, now }: { readonly target: WriteTarget | undefined; readonly now: Date },
): Promise<string> {
  await target?.tell(trx, operation, { kind: 'WRITE_FAILED', at: now, note: 'Taken back; nothing of it was sent.' });
  if (await cancel(trx, operation, now)) return 'It is taken back; nothing of it was sent.';
  throw new NotDone(
    'It can not be taken back: a worker has it in hand, it has ended, or something of it may be there.',
  );
}

/** The record is at the vendor under this number, as a person has seen. */
async function close(
  trx: WriteTransaction,
  operation: OperationRow,
  { number, target, now }: { readonly number: string; readonly target: WriteTarget | undefined; readonly now: Date },
): Promise<string> {
  if (target && isNaming(operation)) await nameTarget(trx, target, operation, { remoteId: number, now });
  else if ((await target?.remoteId(trx, operation)) !== number) {
    throw new NotDone(`${number} is not the number that the record has at the vendor.`);
  }
  await target?.tell(trx, operation, { kind: 'RECONCILED', at: now, note: `${operation.kind} found at the vendor` });
  const progress = JSON.stringify({ ...operation.progress, remoteId: number });
  const { rows } = await sql<{ id: string }>`
    update operation set state = 'DONE', ended_at = ${now}, reason = null, field_errors = '[]', unresolved = false,
      progress = ${progress}::jsonb, lease_token = null, lease_until = null
    where id = ${operation.id} and state = 'NEEDS_REVIEW' returning id`.execute(trx);
  if (rows.length === 0) throw new NotDone('It does not wait for a person (any more).');
  return `It is closed: the record is at the vendor under ${number}.`;
}

function act(desk: ReviewDesk, trx: WriteTransaction, operation: OperationRow, asked: ReviewAct): Promise<string> {
  const now = desk.now();
  const target = desk.targets.find(({ kind }) => kind === operation.target_kind);
  switch (asked.act) {
    case 'redrive':
      return takeUp(trx, operation, now);
    case 'cancel':
      return takeBack(trx, operation, { target, now });
    case 'done':
      return close(trx, operation, { number: asked.number, target, now });
  }
}

/** Does what an operator asks of one write, and writes it into the partner's audit log, done or not. */
export async function review(desk: ReviewDesk, asked: ReviewAct): Promise<Reviewed> {
  const { db, now } = desk;
  const operation = await inTenantTransaction(db, operatorScope(null, now()), (trx) =>
    trx.selectFrom('operation').selectAll().where('id', '=', asked.operation).executeTakeFirst(),
  );
  if (!operation) return { done: false, told: 'There is no write of this id.' };
  const scope = operatorScope(operation.partner_id, now());
  try {
    return await inTenantTransaction(db, scope, async (trx) => {
      const told = await act(desk, trx, operation, asked);
      await writeAudit(trx, entryOf(operation, asked, 'DONE'));
      return { done: true, told };
    });
  } catch (error) {
    if (!(error instanceof NotDone) && !(error instanceof NumberTakenError)) throw error;
    await inTenantTransaction(db, scope, (trx) => writeAudit(trx, entryOf(operation, asked, 'REFUSED')));
    return { done: false, told: error instanceof NotDone ? error.message : 'Another record has that number here.' };
  }
}
