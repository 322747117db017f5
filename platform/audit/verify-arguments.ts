import { validate as isUuid } from 'uuid';
import { rowIdOf } from '../ids/node-id.ts';
import type { ChainAnchor } from './verify-chain.ts';

/** What the verification is asked for. */
export interface VerifyArguments {
  /** Row id. */
  readonly partnerId: string;
  readonly anchor: ChainAnchor | null;
}

export const VERIFY_USAGE = 'expected a partner, as a uuid or a node id, and perhaps a noted end, <entries>:<sha-256>';

/** Reads the arguments of a verification: `<partner> [<entries>:<hash>]`. @returns null for others */
export function readVerifyArguments(args: readonly string[]): VerifyArguments | null {
  const [partner = '', noted, ...more] = args;
  const partnerId = isUuid(partner) ? partner.toLowerCase() : rowIdOf('Partner', partner);
  if (partnerId === null || more.length > 0) return null;
  if (noted === undefined) return { partnerId, anchor: null };
  const [, entries, hash] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(noted) ?? [];
  return entries === undefined || hash === undefined ? null : { partnerId, anchor: { entries: Number(entries), hash } };
}
