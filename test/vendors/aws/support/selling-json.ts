/** Wire JSON of the selling service, in the forms of the vendor file, with every kind of value AWS writes. */

export function opportunityRow(id: string, lastModified = '2026-04-02T10:16:12Z'): object {
  return {
    Catalog: 'Sandbox',
    Id: id,
    Arn: `arn:aws:partnercentral:us-east-1:111122223333:catalog/Sandbox/opportunity/${id}`,
    PartnerOpportunityIdentifier: null,
    LastModifiedDate: lastModified,
    CreatedDate: '2026-04-02T10:15:03Z',
    LifeCycle: null,
    Customer: null,
    Project: {
      DeliveryModels: null,
      ExpectedCustomerSpend: [{ Amount: '531.0', CurrencyCode: 'USD', Frequency: 'Monthly', TargetCompany: 'AWS' }],
    },
  };
}

export function opportunity(id: string, more: object = {}): object {
  return {
    Arn: `arn:aws:partnercentral:us-east-1:111122223333:catalog/Sandbox/opportunity/${id}`,
    Catalog: 'Sandbox',
    Id: id,
    CreatedDate: '2026-04-02T10:15:03Z',
    LastModifiedDate: '2026-04-02T10:16:12Z',
    PartnerOpportunityIdentifier: 'CRM-000417',
    OpportunityType: 'Net New Business',
    NationalSecurity: 'No',
    PrimaryNeedsFromAws: ['Co-Sell - Architectural Validation'],
    Customer: {
      Account: {
        CompanyName: 'Example &amp; Sons &#39;Dairy&#39; GmbH',
        Industry: 'Manufacturing',
        OtherIndustry: null,
        WebsiteUrl: 'null',
        AwsAccountId: null,
        Duns: '123456789',
        Address: { City: 'Berlin', PostalCode: '10115', StateOrRegion: null, CountryCode: 'DE', StreetAddress: null },
      },
      Contacts: [],
    },
    Project: {
      Title: 'Plant data lake',
      DeliveryModels: ['Professional Services'],
      ExpectedCustomerSpend: [
        { Amount: '12500.00', CurrencyCode: 'USD', Frequency: 'Monthly', TargetCompany: 'AWS', EstimationUrl: null },
      ],
      ExpectedContractDuration: null,
      CustomerBusinessProblem: 'Sensor data of nine plants is spread over local databases.',
    },
    LifeCycle: {
      Stage: 'Qualified',
      ReviewStatus: 'Submitted',
      ReviewComments: null,
      ReviewStatusReason: 'null',
      ClosedLostReason: null,
      NextSteps: 'Workshop in week 14',
      NextStepsHistory: [{ Time: '2026-04-02T10:15:03Z', Value: 'Workshop in week 14' }],
      TargetCloseDate: '2027-03-31',
    },
    RelatedEntityIdentifiers: {
      Solutions: ['S-0059717'],
      AwsProducts: ['AmazonS3', null, 'AmazonS3'],
      AwsMarketplaceOffers: ['arn:aws:aws-marketplace:us-east-1:111122223333:AWSMarketplace/Offer/offer-1'],
      AwsMarketplaceOfferSets: [],
      AwsMarketplaceSolutions: null,
      AwsMarketplaceProducts: [],
    },
    SoftwareRevenue: null,
    Marketing: { Source: 'None', CampaignName: null, Channels: null, UseCases: null, AwsFundingUsed: null },
    OpportunityTeam: [],
    ...more,
  };
}

export function summary(id: string, more: object = {}): object {
  return {
    Catalog: 'Sandbox',
    RelatedOpportunityId: id,
    Origin: 'Partner Referral',
    InvolvementType: 'Co-Sell',
    Visibility: 'Full',
    CosellMotion: null,
    LifeCycle: {
      Stage: 'Engaged',
      TargetCloseDate: null,
      ClosedLostReason: null,
      NextSteps: null,
      NextStepsHistory: [],
    },
    OpportunityTeam: [],
    Insights: null,
    InvolvementTypeChangeReason: null,
    RelatedEntityIds: null,
    Customer: null,
    Project: null,
    ...more,
  };
}

export function invitation(id: string, more: object = {}): object {
  return {
    Arn: `arn:aws:partnercentral:us-east-1::catalog/Sandbox/engagement-invitation/${id}`,
    Catalog: 'Sandbox',
    Id: id,
    PayloadType: 'OpportunityInvitation',
    EngagementId: 'eng-a1b2c3d4e5f6g7',
    EngagementTitle: 'Data lake for a dairy',
    Status: 'PENDING',
    InvitationDate: '2026-04-01T20:48:55.457306587Z',
    ExpirationDate: null,
    SenderAwsAccountId: 'aws',
    SenderCompanyName: 'AWS',
    RejectionReason: null,
    Receiver: { Account: { Alias: null, AwsAccountId: '111122223333' } },
    Payload: {
      OpportunityInvitation: {
        SenderContacts: null,
        ReceiverResponsibilities: ['Reseller'],
        Customer: {
          Industry: 'Manufacturing',
          CompanyName: 'Example Dairy GmbH',
          WebsiteUrl: 'https://dairy.example.com',
          CountryCode: 'DE',
        },
        Project: {
          Title: 'Plant data lake &amp; reports',
          BusinessProblem: 'Sensor data of nine plants is spread over local databases.',
          TargetCompletionDate: '2027-01-31',
          ExpectedCustomerSpend: [
            { Amount: '900.50', CurrencyCode: 'EUR', Frequency: 'Monthly', TargetCompany: 'AWS' },
          ],
        },
      },
      LeadInvitation: null,
    },
    ...more,
  };
}

export function association(engagement: string, opportunityId: string): object {
  return {
    Catalog: 'Sandbox',
    EngagementId: engagement,
    ResourceType: 'Opportunity',
    ResourceId: opportunityId,
    CreatedBy: '111122223333',
  };
}
