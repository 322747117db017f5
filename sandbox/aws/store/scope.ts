import type { SandboxPartner } from '../../kernel/stand-in.ts';
import type { AwsAccount } from '../accounts.ts';

export const CATALOGS = ['AWS', 'Sandbox'] as const;
export type Catalog = (typeof CATALOGS)[number];

/** Whose records a store holds. */
export interface Scope {
  readonly seed: number;
  readonly partner: SandboxPartner;
  readonly account: AwsAccount;
  readonly catalog: Catalog;
}

const PREFIX = 'arn:aws:partnercentral:us-east-1';

/**
 * ARN of a thing that belongs to an account:
 * `arn:aws:partnercentral:us-east-1:111122220001:catalog/AWS/opportunity/O1` [DG 58631285023].
 * @param path kind and id: `opportunity/O1`
 */
export function ownArn({ account, catalog }: Scope, path: string): string {
  return `${PREFIX}:${account.accountId}:catalog/${catalog}/${path}`;
}

/** ARN of a thing that belongs to no account, such as an engagement, an invitation or a task [DG 58631285023]. */
export function sharedArn({ catalog }: Scope, path: string): string {
  return `${PREFIX}::catalog/${catalog}/${path}`;
}

/** The id in an identifier that may be an ARN or the id itself. */
export function idIn(identifier: string): string {
  return identifier.slice(identifier.lastIndexOf('/') + 1);
}
