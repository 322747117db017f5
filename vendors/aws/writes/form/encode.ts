import type { JsonValue } from '../../../../platform/records/json.ts';
import type { DealStage } from '../../../../platform/records/vocabulary.ts';
import type { DealField } from '../data/deal-form.ts';
import { awsAmount, readMoney } from './money.ts';

/** Our stages in AWS's words `[M-sel Stage]`. A deal is closed as won or lost, never by its stage alone. */
const STAGES: Readonly<Partial<Record<DealStage, string>>> = {
  PROSPECT: 'Prospect',
  QUALIFIED: 'Qualified',
  TECHNICAL_VALIDATION: 'Technical Validation',
  BUSINESS_VALIDATION: 'Business Validation',
  COMMITTED: 'Committed',
};

type Encoder = (value: JsonValue) => JsonValue;

const ENCODERS: Readonly<Record<NonNullable<DealField['encode']>, Encoder>> = {
  stage: (value) => STAGES[value as DealStage] ?? null,
  yesNo: (value) => (value === true ? 'Yes' : 'No'),
  duration: (value) => ({ Term: 'Months', Value: String(value) }),
  postalCode: (value) => (typeof value === 'string' ? value.toUpperCase() : null),
  money: encodeMoney,
  state: (value) => value,
  // Entries of one list that several fields make together: `spendEntries`.
  spend: (value) => value,
};

/** A field's value as AWS takes it; null for none. */
export function encodeValue({ encode }: DealField, value: JsonValue): JsonValue {
  return value === null || encode === undefined ? value : ENCODERS[encode](value);
}

function encodeMoney(value: JsonValue): JsonValue {
  const money = readMoney(value);
  const amount = money === null ? null : awsAmount(money.amount);
  return money === null || amount === null ? null : { Amount: amount, CurrencyCode: money.currency };
}
