import { registerEnumType } from 'type-graphql';

export const DealEventKindEnum = {
  CREATED: 'CREATED',
  UPDATED: 'UPDATED',
  STATUS_CHANGED: 'STATUS_CHANGED',
  EXTENSION_REQUESTED: 'EXTENSION_REQUESTED',
  EXTENDED: 'EXTENDED',
  EXPIRING: 'EXPIRING',
  WRITE_QUEUED: 'WRITE_QUEUED',
  WRITE_SENT: 'WRITE_SENT',
  WRITE_FAILED: 'WRITE_FAILED',
  RECONCILED: 'RECONCILED',
  DELETED_UPSTREAM: 'DELETED_UPSTREAM',
} as const;
export type DealEventKind = keyof typeof DealEventKindEnum;
registerEnumType(DealEventKindEnum, { name: 'DealEventKind' });

export const DealSortFieldEnum = {
  PROTECTION_ENDS: 'PROTECTION_ENDS',
  CLOSE_ON: 'CLOSE_ON',
  VALUE: 'VALUE',
  UPDATED_AT: 'UPDATED_AT',
  CUSTOMER: 'CUSTOMER',
  NAME: 'NAME',
} as const;
export type DealSortField = keyof typeof DealSortFieldEnum;
registerEnumType(DealSortFieldEnum, { name: 'DealSortField' });
