import { withRules } from '../../platform/rules/load-rules.ts';
import type { VendorFacts } from '../../platform/vendor/contract.ts';
import { AWS_PROGRAMS } from './programs.ts';
import { AWS_QUOTAS } from './quotas.ts';

/** Code of the vendor, in errors and ids. */
export const AWS = 'aws';

/** Services this workshop calls, as keys of `facts.endpoints`. */
export const AWS_SERVICES = ['selling', 'benefits', 'account', 'channel'] as const;
export type AwsService = (typeof AWS_SERVICES)[number];

/** AWS as data; the README of this folder holds each source. */
export const AWS_FACTS: VendorFacts = {
  id: AWS,
  name: 'AWS',
  formerNames: [],
  programs: withRules(AWS, AWS_PROGRAMS),
  endpoints: {
    selling: 'https://partnercentral-selling.us-east-1.api.aws',
    benefits: 'https://partnercentral-benefits.us-east-1.api.aws',
    account: 'https://partnercentral-account.us-east-1.api.aws',
    channel: 'https://partnercentral-channel.global.api.aws',
  },
  downloadHosts: [],
  quotas: AWS_QUOTAS,
  notes: {
    MEMBERSHIP:
      'AWS tells that an account is a partner and which resale programs it takes part in; paths are not offered by API.',
    TIER: 'No AWS API tells the tier: import the export of Partner Central.',
    CERTIFICATION: 'No AWS API tells certifications: they are read from the public badges of their holders.',
    FUND: 'Amounts asked for are read where the form of the benefit names them; amounts claimed are not offered by API, claims go by portal.',
    DEAL: 'AWS opportunities carry no price protection and no expiry.',
    SPECIAL_BID: 'AWS offers no special bids.',
  },
};
