/**
 * SQL, for a migration, that makes roles which statements or views stand on: none can sign in or bypass row-level
 * security. Whoever runs it may take each of them, and they may use the tables' schema.
 *
 * Steps that have landed are made of this text: it is never changed, not by a blank.
 */
export function rolesSql(...roles: readonly string[]): string {
  return `-- The roles belong to the whole server: another database may make them at the same moment, and then waits here for it.
do $$
declare
  wanted text;
  needed text := case when current_setting('server_version_num')::int >= 160000 then 'SET' else 'MEMBER' end;
begin
  foreach wanted in array array[${roles.map((role) => `'${role}'`).join(', ')}] loop
    begin
      execute format('create role %I nologin nosuperuser nobypassrls', wanted);
    exception when duplicate_object or unique_violation then null;
    end;
    if not pg_has_role(current_user, wanted, needed) then
      execute format('grant %I to %I', wanted, current_user);
    end if;
  end loop;
  execute format('grant usage on schema %I to ${roles.join(', ')}', current_schema());
end $$;`;
}
