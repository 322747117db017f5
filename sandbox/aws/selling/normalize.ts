import { at, isObject, listAt, merge, textAt, type JsonObject } from '../json.ts';

/** `Self` counts only beside a contract duration; every other target company is stored as AWS [M-sel]. */
function targetCompany(given: string, hasDuration: boolean): string {
  return given === 'Self' && hasDuration ? 'Self' : 'AWS';
}

/** The record as AWS stores what a partner sent. */
export function normalized(record: JsonObject): JsonObject {
  const spends = listAt(record, 'Project', 'ExpectedCustomerSpend');
  const hasDuration = isObject(at(record, 'Project', 'ExpectedContractDuration'));
  let stored = record;
  if (spends.length > 0) {
    const rewritten = spends.map((spend) =>
      merge(spend, { TargetCompany: targetCompany(textAt(spend, 'TargetCompany'), hasDuration) }),
    );
    stored = merge(stored, { Project: { ExpectedCustomerSpend: rewritten } }) as JsonObject;
  }
  // A classified project is always one of the United States [CSV].
  if (textAt(record, 'NationalSecurity') === 'Yes') {
    stored = merge(stored, { Customer: { Account: { Address: { CountryCode: 'US' } } } }) as JsonObject;
  }
  return stored;
}
