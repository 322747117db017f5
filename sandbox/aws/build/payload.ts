import { at, objectAt, pick, textAt, type Json, type JsonObject } from '../json.ts';

/** What an invitation to an opportunity shows of it; street, postal code and contacts stay hidden [DG 58607770252]. */
export function opportunityPayload(record: JsonObject, senders: readonly Json[]): JsonObject {
  const account = objectAt(record, 'Customer', 'Account');
  const project = objectAt(record, 'Project');
  return {
    SenderContacts: [...senders],
    ReceiverResponsibilities: ['Reseller', 'Services Partner'],
    Customer: {
      ...pick(account, ['Industry', 'CompanyName', 'WebsiteUrl']),
      CountryCode: at(account, 'Address', 'CountryCode') ?? null,
    },
    Project: {
      Title: textAt(project, 'Title'),
      BusinessProblem: textAt(project, 'CustomerBusinessProblem'),
      TargetCompletionDate: textAt(record, 'LifeCycle', 'TargetCloseDate'),
      ExpectedCustomerSpend: project['ExpectedCustomerSpend'] ?? [],
    },
  };
}
