import type { ColumnType } from 'kysely';
import type { MigrationStep } from '../db/migrate.ts';
import { AUDIT_OUTCOMES, type AuditDetail, type AuditOutcome } from './audit-entry.ts';

type Given<T> = ColumnType<T, T, never>;
/** Set by the database alone. */
type Made<T> = ColumnType<T, never, never>;

/** The audit log: a chain of entries for each tenant. */
export interface AuditTable {
  id: Given<string>;
  partner_id: Given<string>;
  /** Place in the tenant's chain, from 1. */
  seq: Made<number>;
  /** By the clock of the transaction that wrote it. */
  at: Made<Date>;
  actor: Given<string>;
  actor_partner: Given<string>;
  action: Given<string>;
  target: Given<string | null>;
  outcome: Given<AuditOutcome>;
  detail: ColumnType<AuditDetail | null, string | null, never>;
  /** Of the entry before; 64 zeros for the first. */
  prev_hash: Made<string>;
  /** SHA-256 over `prev_hash` and the rest of the row, in hexadecimal: see chain-hash.ts. */
  hash: Made<string>;
}

/** How far each tenant's chain has come, so that a tail that was cut off shows. */
export interface AuditHeadTable {
  partner_id: Made<string>;
  entries: Made<number>;
  hash: Made<string>;
}

declare module '../db/tables.ts' {
  interface Tables {
    audit: AuditTable;
    audit_head: AuditHeadTable;
  }
}

const NO_HASH = '0'.repeat(64);

/**
 * The log can only be added to. The roles that requests run under have no right to anything else; triggers refuse it to
 * everyone, the owner of the tables among them, also while replication switches ordinary triggers off. Place, time and
 * hash are the database's: no role can name them.
 *
 * A superuser, or the owner by taking the triggers away, can still change rows, or drop all of it. That shows: every
 * entry's hash holds the one before it, and the head holds their number and the last hash. What does not show from inside
 * is a chain that was made anew from some entry on, or cut, together with its head: that needs a hash that was noted
 * elsewhere (`verifyAuditChain` takes one).
 *
 * There is no reference from an entry to its partner: checking it would take turns with whoever holds the partner's row,
 * the other way round than they take turns for the head. The head has it.
 */
export const auditMigration: MigrationStep = {
  id: '2026-11-23.81-audit',
  sql: `
create table audit_head (
  partner_id uuid primary key references partner (id),
  entries bigint not null,
  hash text not null
);

create table audit (
  id uuid primary key,
  partner_id uuid not null,
  seq bigint not null check (seq > 0),
  at timestamptz not null,
  actor text not null check (length(actor) between 1 and 255 and position('@' in actor) = 0),
  actor_partner uuid not null,
  action text not null check (length(action) between 1 and 200),
  target text check (length(target) between 1 and 500),
  outcome text not null check (outcome in (${AUDIT_OUTCOMES.map((outcome) => `'${outcome}'`).join(', ')})),
  detail jsonb check (jsonb_typeof(detail) = 'object' and octet_length(detail::text) <= 8192),
  prev_hash text not null,
  hash text not null,
  unique (partner_id, seq)
);
create index audit_by_target on audit (partner_id, target, seq) where target is not null;
create index audit_by_time on audit (partner_id, at);

-- A field with its length before it, so that no two rows have the same text.
create function audit_field(value text) returns text language sql immutable
  as $$ select coalesce(octet_length(convert_to(value, 'UTF8'))::text || ':' || value, '-') || ',' $$;

create function audit_hash(entry audit) returns text language sql stable as $$
  select encode(sha256(convert_to(
    audit_field(entry.prev_hash)
    || audit_field(entry.partner_id::text)
    || audit_field(entry.seq::text)
    || audit_field(entry.id::text)
    || audit_field(to_char(entry.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
    || audit_field(entry.actor)
    || audit_field(entry.actor_partner::text)
    || audit_field(entry.action)
    || audit_field(entry.target)
    || audit_field(entry.outcome)
    || audit_field(entry.detail::text), 'UTF8')), 'hex')
$$;

-- Writers of one tenant take turns at its head, from their entry to the end of their transaction.
create function audit_chain() returns trigger language plpgsql security definer as $$
declare
  head audit_head;
begin
  select * into head from audit_head where partner_id = new.partner_id for update;
  if not found then
    insert into audit_head (partner_id, entries, hash) values (new.partner_id, 0, '${NO_HASH}') on conflict do nothing;
    select * into strict head from audit_head where partner_id = new.partner_id for update;
  end if;
  if exists (select from audit where partner_id = new.partner_id and seq > head.entries) then
    raise exception 'a statement may write one entry of the audit log, and there is one beyond the head'
      using errcode = 'integrity_constraint_violation';
  end if;
  new.seq := head.entries + 1;
  new.at := app_now();
  new.prev_hash := head.hash;
  new.hash := audit_hash(new);
  return new;
end $$;

create function audit_advance() returns trigger language plpgsql security definer as $$
begin
  update audit_head set entries = new.seq, hash = new.hash where partner_id = new.partner_id;
  return null;
end $$;

create function audit_open() returns trigger language plpgsql security definer as $$
begin
  insert into audit_head (partner_id, entries, hash) values (new.id, 0, '${NO_HASH}') on conflict do nothing;
  return null;
end $$;

-- A head begins at nothing, and moves by one entry that is there.
create function audit_guard() returns trigger language plpgsql security definer as $$
begin
  if tg_op = 'INSERT' and new.entries = 0 and new.hash = '${NO_HASH}'
    and not exists (select from audit where partner_id = new.partner_id) then return new;
  end if;
  if tg_op = 'UPDATE' and new.partner_id = old.partner_id and new.entries = old.entries + 1 and exists (
    select from audit
    where partner_id = new.partner_id and seq = new.entries and prev_hash = old.hash and hash = new.hash
  ) then return new;
  end if;
  raise exception 'the head of an audit log moves with its entries alone' using errcode = 'insufficient_privilege';
end $$;

create function audit_refuse() returns trigger language plpgsql as $$
begin
  raise exception 'the audit log can only be added to' using errcode = 'insufficient_privilege';
end $$;

create trigger chain before insert on audit for each row execute function audit_chain();
create trigger advance after insert on audit for each row execute function audit_advance();
create trigger only_added before update or delete or truncate on audit for each statement execute function audit_refuse();
create trigger guarded before insert or update on audit_head for each row execute function audit_guard();
create trigger only_added before delete or truncate on audit_head for each statement execute function audit_refuse();
create trigger audit_opened after insert on partner for each row execute function audit_open();
alter table audit enable always trigger chain;
alter table audit enable always trigger advance;
alter table audit enable always trigger only_added;
alter table audit_head enable always trigger guarded;
alter table audit_head enable always trigger only_added;

-- Every tenant there is gets its head, also where the owner of the tables is bound by their policies.
alter table partner no force row level security;
insert into audit_head (partner_id, entries, hash) select id, 0, '${NO_HASH}' from partner;
alter table partner force row level security;

-- What runs with the owner's rights finds the tables of this schema and no others of their names.
do $$
declare
  named text;
begin
  foreach named in array array['audit_chain()', 'audit_advance()', 'audit_open()', 'audit_guard()'] loop
    execute format('alter function %s set search_path = %I, pg_temp', named, current_schema());
  end loop;
end $$;

alter table audit enable row level security;
alter table audit force row level security;
create policy own_chain on audit for select using (partner_id = (select app_partner()));
create policy own_acts on audit for insert with check (partner_id = (select app_partner()));
create policy acts_on_behalf on audit for insert with check (
  actor_partner = (select app_partner()) and exists (
    select from access_grant held
    where held.grantor_id = partner_id and held.grantee_id = (select app_partner()) and held.on_behalf
      and held.revoked_at is null and (held.expires_on is null or held.expires_on >= app_today())
  )
);
create policy keeper on audit for select to current_user using (true);
alter table audit_head enable row level security;
alter table audit_head force row level security;
create policy own_head on audit_head for select using (partner_id = (select app_partner()));
create policy keeper on audit_head for all to current_user using (true) with check (true);

grant select on audit, audit_head to partnergraph_app, partnergraph_sync;
grant insert (id, partner_id, actor, actor_partner, action, target, outcome, detail) on audit
  to partnergraph_app, partnergraph_sync;
`,
};
