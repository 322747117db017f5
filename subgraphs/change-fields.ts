import type { FieldsOfColumn } from '../platform/graph/change-fields.ts';
import type { ChangeKind } from '../platform/records/vocabulary.ts';
import { BENEFIT_FIELDS } from './benefits/change-fields.ts';
import { CERTIFICATION_FIELDS } from './certifications/change-fields.ts';
import { DEAL_FIELDS, SPECIAL_BID_FIELDS } from './deals/change-fields.ts';
import { MEMBERSHIP_FIELDS } from './programs/change-fields.ts';

/** What the change feed calls the columns of each kind, as the kind's own room says: one line each. */
export const CHANGE_FIELDS: Readonly<Record<ChangeKind, Readonly<Record<string, FieldsOfColumn>>>> = {
  DEAL: DEAL_FIELDS,
  MEMBERSHIP: MEMBERSHIP_FIELDS,
  CERTIFICATION: CERTIFICATION_FIELDS,
  BENEFIT: BENEFIT_FIELDS,
  SPECIAL_BID: SPECIAL_BID_FIELDS,
};
