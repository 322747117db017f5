import type { DealContent, WriteIntent } from '../../../../../platform/vendor/write-contract.ts';
import type { WriteKind } from '../../../../../platform/writes/vocabulary.ts';

/** A deal that Microsoft takes, with members replaced. */
export function deal(members: Partial<DealContent> = {}): DealContent {
  return {
    name: 'Plant data lake',
    description: 'Nine plants, central reporting wanted.',
    value: { amount: '50000.5', currency: 'EUR' },
    closeOn: '2027-03-31',
    products: ['Azure', 'DataWarehouse'],
    stage: null,
    dealKind: 'REGISTRATION',
    customer: {
      name: 'Example Dairy GmbH',
      country: 'DE',
      website: 'https://dairy.example',
      duns: '315000000',
      city: 'Berlin',
      street: 'Musterweg 1',
      postalCode: '10115',
      state: null,
      industry: 'manufacturing',
    },
    distributor: null,
    vendorFields: {
      customerSize: '251to1000employees',
      services: ['ManagedServices', 'CustomSolution(ISV)'],
      solutionId: 'SOL-00001-AAA',
      consentToShareInfoWithOthers: true,
      consentToContact: true,
      consentToShareWithMicrosoftSellers: true,
      customerContact: { firstName: 'Ada', lastName: 'Example', email: 'it@dairy.example', phoneNumber: '+4930000000' },
      partnerContact: { firstName: 'Lin', lastName: 'Sample', email: 'rep@partner.example' },
    },
    ...members,
  };
}

/** What a partner asks for, with members replaced. */
export function intent(kind: WriteKind, members: Partial<WriteIntent> = {}): WriteIntent {
  return {
    kind,
    externalId: 'pg-000000000000000000000000000417',
    remoteId: null,
    content: null,
    patch: null,
    funds: null,
    reason: null,
    closedOn: null,
    until: null,
    ...members,
  };
}

/** A deal of the partner's own is to be brought to Microsoft. */
export function submission(members: Partial<DealContent> = {}, externalId?: string): WriteIntent {
  return intent('SUBMIT_DEAL', { content: deal(members), ...(externalId === undefined ? {} : { externalId }) });
}
