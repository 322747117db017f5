/** Every scope a token may carry, with what it opens. */
export const SCOPES = {
  'deals:read': 'deals, offers and their history',
  'deals:write': 'registering and changing deals',
  'benefits:read': 'benefits, allocations and fund requests',
  'benefits:write': 'asking for and claiming funds',
  'programs:read': 'memberships, tiers and certifications',
  'people:read': 'personal data of people: e-mail addresses',
  'people:write': 'saying which person holds a certification whose source names nobody',
  'raw:read': "the vendors' own payloads",
  'alliances:write': 'proposing alliances to other partners and answering theirs',
  'grants:write': 'letting other partners see the own records, and taking that back',
  'connections:read': 'connections, their health and runs',
  'connections:admin': 'refreshing and pausing connections',
  'imports:write':
    "sending in vendors' export files, and committing them; a program's own rules, and numbers that no source tells",
  'audit:read': 'the audit log: who did what, and what was refused',
  'schema:read': 'the schema itself, by introspection',
} as const;
export type Scope = keyof typeof SCOPES;
