import { graphql } from './generated/index.ts';
import type { MondayMorningQuery } from './generated/graphql.ts';
import type { TypedDocumentString } from './generated/graphql.ts';

/** What an operations manager looks at first: where the firm stands, what runs out, what is on its way. */
export const mondayMorning = graphql(`
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
        benefits(filter: { withRemaining: true }, first: 20) {
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
        certifications(filter: { status: [EXPIRING] }, first: 20) {
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
    deals(first: $deals, sort: [{ field: CLOSE_ON }]) {
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
`);

interface Answer<Result> {
  readonly data?: Result | null;
  readonly errors?: ReadonlyArray<{ readonly message: string }>;
}

/** The smallest client: one POST, the answer typed by the document. @throws Error with the server's messages */
export async function ask<Result, Variables>(
  endpoint: { readonly url: string; readonly token: string },
  document: TypedDocumentString<Result, Variables>,
  variables: Variables,
): Promise<Result> {
  const response = await fetch(`${endpoint.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${endpoint.token}` },
    body: JSON.stringify({ query: document.toString(), variables }),
  });
  const answer = (await response.json()) as Answer<Result>;
  if (!answer.data || answer.errors) {
    throw new Error(
      (answer.errors ?? [{ message: `status ${response.status}` }]).map(({ message }) => message).join('; '),
    );
  }
  return answer.data;
}

/** Money that is left, in euros, by vendor: exact sums are the server's business, this is a glance. */
export function remainingByVendor(answer: MondayMorningQuery): Map<string, string[]> {
  const remaining = new Map<string, string[]>();
  for (const benefit of answer.viewer.partner.benefits.nodes) {
    const amount = benefit.remaining?.in?.amount;
    const vendor = benefit.source.vendor.id;
    if (amount) remaining.set(vendor, [...(remaining.get(vendor) ?? []), amount]);
  }
  return remaining;
}
