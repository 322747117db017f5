/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
export type BenefitKind =
  | 'ACCESS'
  | 'COOP'
  | 'CO_BRANDING'
  | 'CREDIT'
  | 'DISCOUNT'
  | 'EARLY_ACCESS'
  | 'LEADS'
  | 'LICENSE'
  | 'MDF'
  | 'OTHER'
  | 'REBATE'
  | 'SUPPORT'
  | 'TRAINING';

export type DealStatus =
  | 'ACTION_REQUIRED'
  | 'APPROVED'
  | 'DECLINED'
  | 'DRAFT'
  | 'EXPIRED'
  | 'IN_REVIEW'
  | 'LOST'
  | 'OFFERED'
  | 'REJECTED'
  | 'REVOKED'
  | 'SUBMITTED'
  | 'UNKNOWN'
  | 'WITHDRAWN'
  | 'WON';

/** ONE_TIER: buys from the vendor. TWO_TIER: buys through a distributor. */
export type DistributionTier =
  | 'ONE_TIER'
  | 'TWO_TIER';

export type NoticeCode =
  | 'AUTH_EXPIRED'
  | 'CONSENT_LIMITED'
  | 'NEVER_SYNCED'
  | 'NOT_SUPPORTED'
  | 'RATE_LIMITED'
  | 'RATE_MISSING'
  | 'STALE'
  | 'UNREACHABLE'
  | 'UPSTREAM_ERROR';

export type MondayMorningQueryVariables = Exact<{
  deals: number;
}>;


export type MondayMorningQuery = { viewer: { partner: { name: string, memberships: Array<{ distribution: DistributionTier | null, program: { name: string, vendor: { name: string } }, source: { stale: boolean } }>, benefits: { nodes: Array<{ name: string, kind: BenefitKind, expiresOn: string | null, remaining: { amount: string, currency: string, in: { amount: string } | null } | null, source: { vendor: { id: string } } }>, notices: Array<{ code: NoticeCode, message: string }> }, certifications: { totalCount: number, nodes: Array<{ name: string, daysLeft: number | null, holder: { name: string } }> } } }, deals: { totalCount: number, nodes: Array<{ name: string, dealStatus: DealStatus, closeOn: string | null, value: { amount: string, currency: string } | null, vendor: { id: string, name: string }, source: { remoteId: string, vendor: { id: string } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}

export const MondayMorningDocument = new TypedDocumentString(`
    query MondayMorning($deals: Int!) {
  viewer {
    partner {
      name
      memberships {
        program {
          name
          vendor {
            name
          }
        }
        distribution
        source {
          stale
        }
      }
      benefits(filter: {withRemaining: true}, first: 20) {
        nodes {
          name
          kind
          expiresOn
          remaining {
            amount
            currency
            in(currency: "EUR") {
              amount
            }
          }
          source {
            vendor {
              id
            }
          }
        }
        notices {
          code
          message
        }
      }
      certifications(filter: {status: [EXPIRING]}, first: 20) {
        totalCount
        nodes {
          name
          daysLeft
          holder {
            name
          }
        }
      }
    }
  }
  deals(first: $deals, sort: [{field: CLOSE_ON}]) {
    totalCount
    nodes {
      name
      dealStatus
      closeOn
      value {
        amount
        currency
      }
      vendor {
        id
        name
      }
      source {
        vendor {
          id
        }
        remoteId
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `, {"hash":"sha256:3beb915ead7485887e1f0cf4f74401a383650e145be5dda0b5017fdeceb4759e"}) as unknown as TypedDocumentString<MondayMorningQuery, MondayMorningQueryVariables>;