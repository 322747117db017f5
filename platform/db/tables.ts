/**
 * Every table of the database by name. Each room adds its own by declaration merging, beside the migration that makes
 * the table; so a query in a room's store is checked, and a table has one home.
 */
// oxlint-disable-next-line typescript/no-empty-interface, typescript/no-empty-object-type -- filled by the rooms
export interface Tables {}
