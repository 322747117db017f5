import type { CreateOpportunityCommandInput } from '@aws-sdk/client-partnercentral-selling';

const YEAR_MS = 365 * 86_400_000;

/** Everything an opportunity needs before it can be submitted. */
export function dealInput(change: Partial<CreateOpportunityCommandInput> = {}): CreateOpportunityCommandInput {
  return {
    Catalog: 'AWS',
    ClientToken: crypto.randomUUID(),
    Origin: 'Partner Referral',
    OpportunityType: 'Net New Business',
    NationalSecurity: 'No',
    PartnerOpportunityIdentifier: 'CRM-000417',
    PrimaryNeedsFromAws: ['Co-Sell - Architectural Validation'],
    Customer: {
      Account: {
        CompanyName: 'Example Dairy & Sons GmbH',
        Industry: 'Manufacturing',
        WebsiteUrl: 'https://dairy.example.com',
        Address: { CountryCode: 'DE', PostalCode: '10115', City: 'Berlin' },
      },
      Contacts: [{ Email: 'it@dairy.example.com', FirstName: 'Ada', LastName: 'Example', BusinessTitle: 'CIO' }],
    },
    Project: {
      Title: 'Plant data lake',
      CustomerBusinessProblem: 'Sensor data of nine plants is spread over local databases.',
      CustomerUseCase: 'Database',
      DeliveryModels: ['Professional Services'],
      SalesActivities: ['Initialized discussions with customer'],
      ExpectedCustomerSpend: [{ Amount: '12500', CurrencyCode: 'USD', Frequency: 'Monthly', TargetCompany: 'AWS' }],
    },
    LifeCycle: {
      Stage: 'Qualified',
      TargetCloseDate: new Date(Date.now() + YEAR_MS).toISOString().slice(0, 10),
      NextSteps: 'Workshop in week 14',
    },
    Marketing: { Source: 'None' },
    OpportunityTeam: [
      { Email: 'rep@alpenrand.example', FirstName: 'Lin', LastName: 'Sample', BusinessTitle: 'PartnerAccountManager' },
    ],
    ...change,
  };
}
