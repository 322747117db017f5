import DataLoader from 'dataloader';
import { Directive, Field, Int, ObjectType } from 'type-graphql';
import type { Handoff } from '../vendor/write-contract.ts';
import { pendingOf, writeStateOf, type PendingRow } from '../writes/pending-store.ts';
import type { GraphContext } from './context.ts';
import type { WriteState } from '../records/vocabulary.ts';
import { WriteStateEnum } from './enums.ts';
import { toFieldErrors } from './field-errors.ts';
import { DateTimeScalar } from './scalars.ts';
import { FieldError } from './shared-types.ts';

@ObjectType()
@Directive('@shareable')
export class HandoffField {
  @Field(() => String)
  label!: string;
  @Field(() => String)
  value!: string;
}

@ObjectType({ description: "The filled form to take to a vendor's portal." })
@Directive('@shareable')
export class PortalHandoff {
  @Field(() => String)
  portalUrl!: string;
  @Field(() => [HandoffField])
  fields!: HandoffField[];
  @Field(() => String)
  csv!: string;
}

@ObjectType({
  description: 'What of ours the vendor has not taken yet. A write is never lost and never sent twice.',
})
@Directive('@shareable')
export class PendingWrite {
  @Field(() => WriteStateEnum)
  state!: WriteState;
  @Field(() => String, { nullable: true })
  operation!: string | null;
  @Field(() => DateTimeScalar, { nullable: true })
  queuedAt!: Date | null;
  @Field(() => DateTimeScalar, { nullable: true })
  nextAttemptAt!: Date | null;
  @Field(() => Int)
  attempts!: number;
  @Field(() => String, {
    nullable: true,
    description: "Why it waits: the vendor's lock, its quota, its outage, a person.",
  })
  reason!: string | null;
  @Field(() => [FieldError])
  fieldErrors!: FieldError[];
  @Field(() => PortalHandoff, {
    nullable: true,
    description: 'For a PORTAL vendor: the filled form to take there. Only for the partner whose it is.',
  })
  handoff!: PortalHandoff | null;
}

/** What a program for tables takes for the beginning of a formula, blanks before it and wide forms of it too. */
const FORMULA = /^\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]/;

/** One cell of a CSV file: quoted where it must be, whatever the program parts cells by, and never a formula. */
function csvCell(value: string): string {
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return /[",;\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The form as fields and as a CSV file of two lines. */
function handoffOf({ portalUrl, fields }: Handoff): PortalHandoff {
  const lines = [fields.map(({ label }) => csvCell(label)), fields.map(({ value }) => csvCell(value))];
  return Object.assign(new PortalHandoff(), {
    portalUrl,
    fields: fields.map((field) => Object.assign(new HandoffField(), field)),
    csv: `${lines.map((cells) => cells.join(',')).join('\r\n')}\r\n`,
  });
}

/**
 * What is outstanding of a record, batched over the request.
 * @param rowId of the record
 */
export async function loadPendingWrite(context: GraphContext, rowId: string): Promise<PendingWrite> {
  const pending = await context
    .loader<string, PendingRow | null>(
      'pending writes',
      () =>
        new DataLoader(async (ids) => {
          const found = await context.db.read((trx) => pendingOf(trx, ids));
          return ids.map((id) => found.get(id) ?? null);
        }),
    )
    .load(rowId);
  if (pending === null) return nothingPending();
  const forms = context.services.vendors.writes(pending.vendor_id);
  const isOwn = pending.partner_id === context.viewer.partnerId;
  const filled =
    pending.state === 'AWAITING_PORTAL' && isOwn && pending.intent !== null
      ? forms?.handoff?.(pending.intent)
      : undefined;
  const waits = pending.state === 'QUEUED' || pending.state === 'UNCERTAIN';
  return Object.assign(new PendingWrite(), {
    state: writeStateOf(pending.state),
    operation: pending.kind,
    queuedAt: pending.queued_at,
    nextAttemptAt: waits ? pending.run_at : null,
    attempts: pending.attempts,
    reason: pending.reason,
    fieldErrors: toFieldErrors(pending.field_errors),
    handoff: filled ? handoffOf(filled) : null,
  });
}

/** A record that was only read has nothing of ours outstanding. */
export function nothingPending(): PendingWrite {
  return Object.assign(new PendingWrite(), {
    state: 'CLEAN',
    operation: null,
    queuedAt: null,
    nextAttemptAt: null,
    attempts: 0,
    reason: null,
    fieldErrors: [],
    handoff: null,
  });
}
