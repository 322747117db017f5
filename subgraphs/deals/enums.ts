import { enumOf } from '../../platform/graph/enums.ts';

export const DealEventKindEnum = enumOf('DealEventKind', [
  'CREATED',
  'UPDATED',
  'STATUS_CHANGED',
  'EXTENSION_REQUESTED',
  'EXTENDED',
  'EXPIRING',
  'WRITE_QUEUED',
  'WRITE_SENT',
  'WRITE_FAILED',
  'RECONCILED',
  'DELETED_UPSTREAM',
]);
export type DealEventKind = keyof typeof DealEventKindEnum;

export const DealSortFieldEnum = enumOf('DealSortField', [
  'PROTECTION_ENDS',
  'CLOSE_ON',
  'VALUE',
  'UPDATED_AT',
  'CUSTOMER',
  'NAME',
]);
export type DealSortField = keyof typeof DealSortFieldEnum;
