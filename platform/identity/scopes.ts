/** Every scope a token may carry, with what it opens. */
export const SCOPES = {
  'deals:read': 'deals, offers and their history',
  'deals:write': 'registering and changing deals',
  'benefits:read': 'benefits, allocations and fund requests',
  'benefits:write': 'asking for and claiming funds',
  'programs:read': 'memberships, tiers and certifications',
  'people:read': 'personal data of people: e-mail addresses',
  'raw:read': "the vendors' own payloads",
  'connections:read': 'connections, their health and runs',
  'connections:admin': 'refreshing and pausing connections',
} as const;
export type Scope = keyof typeof SCOPES;
