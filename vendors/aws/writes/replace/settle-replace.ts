import type { Settled } from '../../../../platform/vendor/write-contract.ts';
import { membersOf, type FrozenCall } from '../calls/frozen-call.ts';
import type { WriteContext } from '../context.ts';
import { memberAt } from '../json-path.ts';
import { same } from './same.ts';
import { readState } from './opportunity-state.ts';

/**
 * Whether an uncertain update had its effect: it had when the opportunity has what was sent. Where it has neither that
 * nor what was there before, somebody else has changed the same members meanwhile, and a person must say what counts.
 */
export async function settleReplace(context: WriteContext, frozen: FrozenCall): Promise<Settled> {
  const sent = membersOf(frozen);
  const id = String(sent['Identifier']);
  const { json, version } = readState(await context.api.selling.getOpportunity(id));
  const members = Object.keys(frozen.before);
  if (members.every((at) => same(memberAt(json, at), memberAt(sent, at)))) {
    return { kind: 'applied', progress: { ...context.progress, remoteId: id, updated: version } };
  }
  const isOthers = (at: string): boolean =>
    !same(memberAt(json, at), memberAt(sent, at)) && !same(memberAt(json, at), frozen.before[at] ?? null);
  if (!members.some(isOthers)) return { kind: 'absent' };
  const names = members.filter(isOthers).join(', ');
  return {
    kind: 'contradiction',
    message: `the opportunity was changed at AWS meanwhile, in what the update changes too: ${names}`,
    ids: [id],
  };
}
