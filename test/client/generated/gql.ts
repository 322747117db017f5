/* eslint-disable */
import * as types from './graphql.ts';



/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "\n  query MondayMorning($deals: Int!) {\n    viewer {\n      partner {\n        name\n        memberships {\n          program {\n            name\n            vendor {\n              name\n            }\n          }\n          distribution\n          source {\n            stale\n          }\n        }\n        benefits(filter: { withRemaining: true }, first: 20) {\n          nodes {\n            name\n            kind\n            expiresOn\n            remaining {\n              amount\n              currency\n              in(currency: \"EUR\") {\n                amount\n              }\n            }\n            source {\n              vendor {\n                id\n              }\n            }\n          }\n          notices {\n            code\n            message\n          }\n        }\n        certifications(filter: { status: [EXPIRING] }, first: 20) {\n          totalCount\n          nodes {\n            name\n            daysLeft\n            holder {\n              name\n            }\n          }\n        }\n      }\n    }\n    deals(first: $deals, sort: [{ field: CLOSE_ON }]) {\n      totalCount\n      nodes {\n        name\n        dealStatus\n        closeOn\n        value {\n          amount\n          currency\n        }\n        vendor {\n          id\n          name\n        }\n        source {\n          vendor {\n            id\n          }\n          remoteId\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": typeof types.MondayMorningDocument,
};
const documents: Documents = {
    "\n  query MondayMorning($deals: Int!) {\n    viewer {\n      partner {\n        name\n        memberships {\n          program {\n            name\n            vendor {\n              name\n            }\n          }\n          distribution\n          source {\n            stale\n          }\n        }\n        benefits(filter: { withRemaining: true }, first: 20) {\n          nodes {\n            name\n            kind\n            expiresOn\n            remaining {\n              amount\n              currency\n              in(currency: \"EUR\") {\n                amount\n              }\n            }\n            source {\n              vendor {\n                id\n              }\n            }\n          }\n          notices {\n            code\n            message\n          }\n        }\n        certifications(filter: { status: [EXPIRING] }, first: 20) {\n          totalCount\n          nodes {\n            name\n            daysLeft\n            holder {\n              name\n            }\n          }\n        }\n      }\n    }\n    deals(first: $deals, sort: [{ field: CLOSE_ON }]) {\n      totalCount\n      nodes {\n        name\n        dealStatus\n        closeOn\n        value {\n          amount\n          currency\n        }\n        vendor {\n          id\n          name\n        }\n        source {\n          vendor {\n            id\n          }\n          remoteId\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": types.MondayMorningDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query MondayMorning($deals: Int!) {\n    viewer {\n      partner {\n        name\n        memberships {\n          program {\n            name\n            vendor {\n              name\n            }\n          }\n          distribution\n          source {\n            stale\n          }\n        }\n        benefits(filter: { withRemaining: true }, first: 20) {\n          nodes {\n            name\n            kind\n            expiresOn\n            remaining {\n              amount\n              currency\n              in(currency: \"EUR\") {\n                amount\n              }\n            }\n            source {\n              vendor {\n                id\n              }\n            }\n          }\n          notices {\n            code\n            message\n          }\n        }\n        certifications(filter: { status: [EXPIRING] }, first: 20) {\n          totalCount\n          nodes {\n            name\n            daysLeft\n            holder {\n              name\n            }\n          }\n        }\n      }\n    }\n    deals(first: $deals, sort: [{ field: CLOSE_ON }]) {\n      totalCount\n      nodes {\n        name\n        dealStatus\n        closeOn\n        value {\n          amount\n          currency\n        }\n        vendor {\n          id\n          name\n        }\n        source {\n          vendor {\n            id\n          }\n          remoteId\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"): typeof import('./graphql.ts').MondayMorningDocument;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
