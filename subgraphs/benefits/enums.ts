import { registerEnumType } from 'type-graphql';

export const BenefitSortFieldEnum = { EXPIRES_ON: 'EXPIRES_ON', REMAINING: 'REMAINING', NAME: 'NAME' } as const;
export type BenefitSortField = keyof typeof BenefitSortFieldEnum;
registerEnumType(BenefitSortFieldEnum, { name: 'BenefitSortField' });
