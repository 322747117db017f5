import type { MigrationStep } from '../db/migrate.ts';
import type { JsonValue } from '../records/json.ts';
import type { OperationTable } from './migration.ts';

/** What a reader is told of an operation: neither what was asked for nor under which key. */
export interface WriteStateView extends Pick<
  OperationTable,
  | 'id'
  | 'partner_id'
  | 'vendor_id'
  | 'area'
  | 'connection_id'
  | 'kind'
  | 'target_id'
  | 'state'
  | 'attempts'
  | 'queued_at'
  | 'run_at'
  | 'reason'
> {
  seq: number;
  field_errors: JsonValue;
}

declare module '../db/tables.ts' {
  interface Tables {
    /** Operations as they are shown to who reads: for the graph's reads alone. */
    write_state: WriteStateView;
  }
}

/**
 * Operations belong to their partner alone: an intent holds everything that was entered. Whom a grant shows the records
 * is shown how their writes stand, and in what words only where the grant opens the records wholly.
 *
 * A key is the caller's: who acts for a partner neither meets the partner's own keys nor learns of them.
 */
export const writesConsentMigration: MigrationStep = {
  id: '2026-11-23.82-operation-consent',
  sql: `
drop policy granted_rows on operation;
alter table operation
  drop constraint operation_partner_id_idempotency_key_key,
  add constraint operation_wish unique (partner_id, actor_partner_id, idempotency_key);

create policy shown_rows on operation for select to partnergraph_shown
  using ((partner_id, vendor_id, area) in (select grantor_id, vendor_id, area from shown_grant));
grant select (id, partner_id, vendor_id, area, connection_id, kind, target_id, seq, state, attempts, queued_at, run_at,
  reason, field_errors) on operation to partnergraph_shown;
create view shown.write_state as
  select o.id, o.partner_id, o.vendor_id, o.area, o.connection_id, o.kind, o.target_id, o.seq, o.state, o.attempts,
    o.queued_at, o.run_at,
    case when o.partner_id = (select app_partner()) or wholly.grantor_id is not null then o.reason end as reason,
    case when o.partner_id = (select app_partner()) or wholly.grantor_id is not null then o.field_errors
      else '[]'::jsonb end as field_errors
  from operation o
  left join (select distinct grantor_id, vendor_id, area from live_grant) as wholly
    on (wholly.grantor_id, wholly.vendor_id, wholly.area) = (o.partner_id, o.vendor_id, o.area)
  where o.partner_id = any(array(select app_partner() union select grantor_id from shown_grant));
alter view shown.write_state owner to partnergraph_shown;
grant select on shown.write_state to partnergraph_app;
`,
};
