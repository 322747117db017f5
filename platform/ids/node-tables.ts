import type { NodeKind } from './node-id.ts';

/** Kinds of node that `node(id)` finds, with the table whose rows they are. */
export const NODE_TABLES = {
  Partner: 'partner',
  Person: 'person',
  Alliance: 'alliance',
  AccessGrant: 'access_grant',
  Membership: 'membership',
  Certification: 'certification',
  Benefit: 'benefit',
  FundRequest: 'fund_request',
  Deal: 'deal',
  Opportunity: 'opportunity',
  DealEvent: 'deal_event',
  SpecialBid: 'special_bid',
  Connection: 'connection',
  SyncRun: 'sync_run',
  FileImport: 'file_import',
  AuditEntry: 'audit',
} as const satisfies Partial<Record<NodeKind, string>>;
