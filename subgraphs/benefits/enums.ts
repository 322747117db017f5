import { enumOf } from '../../platform/graph/enums.ts';

export const BenefitSortFieldEnum = enumOf('BenefitSortField', ['EXPIRES_ON', 'REMAINING', 'NAME']);
export type BenefitSortField = keyof typeof BenefitSortFieldEnum;
