import { z } from 'zod';
import {
  amount,
  country,
  currency,
  date,
  listOf,
  optional,
  requiredStamp,
  requiredWord,
  stamp,
  text,
  textOrNullWord,
  word,
  words,
} from './atoms.ts';

/** What the mapping reads of the selling service; appendix A of the vendor file, `[M-sel]`. */

/** Row of `ListOpportunities`. */
export const opportunityRow = z.object({ Id: requiredWord, LastModifiedDate: stamp });

/** The same, of one that is looked for by the partner's own identifier. */
export const ownOpportunityRow = z.object({ Id: requiredWord, PartnerOpportunityIdentifier: text });

/** Row of a list of tasks, and answer of the operation that starts one. */
export const task = z.object({
  TaskId: word,
  TaskStatus: word,
  ReasonCode: textOrNullWord,
  StartTime: stamp,
  OpportunityId: word,
});
export type WireTask = z.infer<typeof task>;

/** Row of `ListSolutions`. */
export const solutionRow = z.object({ Id: requiredWord });

const spend = z.object({ Amount: amount, CurrencyCode: currency, Frequency: word, TargetCompany: word });
export type WireSpend = z.infer<typeof spend>;

const account = z.object({
  CompanyName: text,
  WebsiteUrl: textOrNullWord,
  Duns: word,
  Address: optional(z.object({ CountryCode: country, City: text })),
});

const lifeCycle = z.object({
  Stage: word,
  ReviewStatus: word,
  ReviewComments: text,
  ReviewStatusReason: textOrNullWord,
  ClosedLostReason: textOrNullWord,
  TargetCloseDate: date,
});

const relatedEntities = z.object({
  Solutions: words,
  AwsProducts: words,
  AwsMarketplaceSolutions: words,
  AwsMarketplaceProducts: words,
});

/** Answer of `GetOpportunity`. */
export const opportunity = z.object({
  Id: requiredWord,
  LastModifiedDate: requiredStamp,
  PartnerOpportunityIdentifier: text,
  PrimaryNeedsFromAws: words,
  Customer: optional(z.object({ Account: optional(account) })),
  Project: optional(z.object({ Title: text, ExpectedCustomerSpend: listOf(spend) })),
  LifeCycle: optional(lifeCycle),
  RelatedEntityIdentifiers: optional(relatedEntities),
});
export type WireOpportunity = z.infer<typeof opportunity>;

/** Of the same answer, what a write has to know; the rest it sends back as it came. */
export const opportunityStand = z.object({
  Id: requiredWord,
  LastModifiedDate: requiredStamp,
  LifeCycle: optional(z.object({ Stage: word, ReviewStatus: word })),
});

/** Answer of `GetAwsOpportunitySummary`: AWS's own side of the opportunity. */
export const awsSummary = z.object({ Origin: word, InvolvementType: word, CosellMotion: word });
export type WireAwsSummary = z.infer<typeof awsSummary>;

/** Row of `ListEngagementInvitations`; the identifier may be an ARN. */
export const invitationRow = z.object({ Id: requiredWord });

const customer = z.object({ CompanyName: text, WebsiteUrl: textOrNullWord, CountryCode: country });

const opportunityInvitation = z.object({
  Customer: optional(customer),
  Project: optional(z.object({ Title: text, TargetCompletionDate: date, ExpectedCustomerSpend: listOf(spend) })),
});

/** Answer of `GetEngagementInvitation`. The payload is a union; a member we do not know leaves both null. */
export const invitation = z.object({
  Id: requiredWord,
  EngagementId: word,
  EngagementTitle: text,
  PayloadType: word,
  Status: word,
  RejectionReason: textOrNullWord,
  ExpirationDate: stamp,
  Payload: optional(
    z.object({
      OpportunityInvitation: optional(opportunityInvitation),
      LeadInvitation: optional(z.object({ Customer: optional(customer) })),
    }),
  ),
});
export type WireInvitation = z.infer<typeof invitation>;

/** Row of `ListEngagementResourceAssociations`. */
export const engagementAssociation = z.object({ EngagementId: word, ResourceId: word });
