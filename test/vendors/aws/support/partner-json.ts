/** Wire JSON of the account and channel services, in the forms of the vendor file. */

export const PARTNER = {
  Catalog: 'Sandbox',
  Id: 'partner-A1b2C3d4E5f6G',
  Arn: 'arn:aws:partnercentral:us-east-1:111122223333:catalog/Sandbox/partner/partner-A1b2C3d4E5f6G',
  LegalName: 'Example Cloud Partner LLC',
  CreatedAt: '2025-11-20T08:00:00Z',
  Profile: {
    DisplayName: 'Example Cloud',
    Description: 'Managed services',
    WebsiteUrl: 'https://partner.example',
    LogoUrl: 'https://partner.example/l.png',
    PrimarySolutionType: 'MANAGED_SERVICES',
    IndustrySegments: ['MANUFACTURING'],
    TranslationSourceLocale: 'en-US',
    LocalizedContents: null,
    ProfileId: 'pprofile-Z9y8X7w6V5u4T',
    Headquarters: { CountryCode: 'DE', SubdivisionCode: 'BE' },
  },
  AwsTrainingCertificationEmailDomains: [{ DomainName: 'partner.example', RegisteredAt: '2025-12-01T10:00:00Z' }],
};

export function programAccount(id: string, more: object = {}): object {
  return {
    id,
    revision: '3',
    catalog: 'Sandbox',
    program: 'SOLUTION_PROVIDER',
    displayName: 'DACH resale',
    accountId: '111122223333',
    arn: `arn:aws:partnercentral:us-east-1:111122223333:catalog/Sandbox/program-management-account/${id}`,
    createdAt: '2025-12-02T00:00:00Z',
    updatedAt: '2026-01-10T00:00:00Z',
    startDate: '2026-01-01T00:00:00Z',
    status: 'ACTIVE',
    ...more,
  };
}

/** A relationship that a distributor's account holds towards a seller. */
export function relationship(distributorAccount: string, sellerAccount: string): object {
  const pma = `arn:aws:partnercentral:us-east-1:${distributorAccount}:catalog/Sandbox/program-management-account/pma-d`;
  return {
    arn: `${pma}/relationship/rs-a1b2c3d4e5f6g`,
    id: 'rs-a1b2c3d4e5f6g',
    revision: '1',
    catalog: 'Sandbox',
    associationType: 'DOWNSTREAM_SELLER',
    programManagementAccountId: 'pma-d',
    associatedAccountId: sellerAccount,
    displayName: 'A reseller in Berlin',
    sector: 'COMMERCIAL',
    createdAt: '2025-12-02T00:00:00Z',
    updatedAt: '2026-01-10T00:00:00Z',
    startDate: null,
  };
}
