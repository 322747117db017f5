import { sql } from 'kysely';
import type { MigrationStep } from '../../../platform/db/migrate.ts';
import type { ReadTransaction } from '../../../platform/db/request-db.ts';
import type { WriteTransaction } from '../../../platform/ingest/ingest.ts';
import { readProgramRules } from '../../../platform/rules/fit-rules.ts';
import type { ProgramRules } from '../../../platform/rules/program-rules.ts';
import type { ProgramFacts } from '../../../platform/vendor/contract.ts';

/** Rules of a tenant's own for a program: thresholds that a vendor tells its partners only. */
export interface ProgramRulesTable {
  partner_id: string;
  vendor_id: string;
  program: string;
  rules: unknown;
  /** Name of the file they came from. */
  source: string;
  created_at: Date;
}

declare module '../../../platform/db/tables.ts' {
  interface Tables {
    program_rules: ProgramRulesTable;
  }
}

/** No grant opens these rows: what a vendor told one partner under a promise of secrecy is for that partner alone. */
export const tenantRulesMigration: MigrationStep = {
  id: '2026-11-23.22-program-rules',
  sql: `
create table program_rules (
  partner_id uuid not null references partner (id),
  vendor_id text not null,
  program text not null,
  rules jsonb not null,
  source text not null,
  created_at timestamptz not null,
  primary key (partner_id, vendor_id, program)
);
alter table program_rules enable row level security;
alter table program_rules force row level security;
create policy own_rows on program_rules for all
  using (partner_id = (select app_partner())) with check (partner_id = (select app_partner()));
grant select, insert, update, delete on program_rules to partnergraph_app, partnergraph_sync;
`,
};

/** A tenant's file of rules. */
export interface TenantRulesFile {
  readonly partnerId: string;
  readonly vendorId: string;
  /** The program as the vendor's workshop knows it. */
  readonly program: ProgramFacts;
  /** Name of the file, for its errors and for the record. */
  readonly file: string;
  /** What is in the file, parsed as JSON: an object of the form of `programRulesSchema`. */
  readonly rules: unknown;
  readonly now: Date;
}

/**
 * Checks a tenant's file and puts it in the place of the program's rules, for this tenant alone.
 * @throws RulesError with the file, the place, what was expected and what came; then nothing is stored
 */
export async function saveTenantRules(trx: WriteTransaction, given: TenantRulesFile): Promise<ProgramRules> {
  const rules = readProgramRules(given.rules, given.program, given.file);
  const row = {
    partner_id: given.partnerId,
    vendor_id: given.vendorId,
    program: given.program.code,
    rules: JSON.stringify(rules),
    source: given.file,
    created_at: given.now,
  };
  await trx
    .insertInto('program_rules')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .columns(['partner_id', 'vendor_id', 'program'])
        .doUpdateSet({ rules: row.rules, source: row.source, created_at: row.created_at }),
    )
    .execute();
  return rules;
}

/** Takes a tenant's own rules away: the vendor's public ones hold again. @returns false when there were none */
export async function dropTenantRules(
  trx: WriteTransaction,
  which: Pick<ProgramRulesTable, 'vendor_id' | 'program'>,
): Promise<boolean> {
  const { rows } = await sql<{ program: string }>`
    delete from program_rules
    where partner_id = app_partner() and vendor_id = ${which.vendor_id} and program = ${which.program}
    returning program`.execute(trx);
  return rows.length > 0;
}

/** The tenant's own rules, all of them: a handful at the most. */
export function allTenantRules(trx: ReadTransaction): Promise<ProgramRulesTable[]> {
  return trx.selectFrom('program_rules').selectAll().execute();
}
