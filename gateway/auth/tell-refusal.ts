import { request as send } from 'undici';
import type { Act } from '../../platform/audit/audit-entry.ts';
import { REFUSALS_AUDIENCE, REFUSALS_PATH, type ToldRefusal } from '../../platform/audit/refusals-route.ts';
import { CONTEXT_HEADER } from '../../platform/identity/context-form.ts';
import type { SignContext } from '../../platform/identity/context-signer.ts';
import type { Viewer } from '../../platform/identity/viewer.ts';

export interface RefusalDoor {
  /** `http://…/deals/graphql`: any subgraph that runs elsewhere. Never shown, never logged. */
  readonly subgraphUrl: string;
  readonly sign: SignContext;
}

/** Longest wait for a subgraph server to take a refusal, in milliseconds. */
const PATIENCE_MS = 2_000;

/**
 * Tells a subgraph server what was refused here, so that it writes it to the tenant's audit log.
 * @throws Error when it does not take it
 */
export async function tellRefusal(
  { subgraphUrl, sign }: RefusalDoor,
  { viewer, requestId, act }: { readonly viewer: Viewer; readonly requestId: string; readonly act: Act },
): Promise<void> {
  const told: ToldRefusal = { action: act.action, detail: act.detail ?? null };
  const body = Buffer.from(JSON.stringify(told));
  const signed = sign({ audience: REFUSALS_AUDIENCE, viewer, requestId, body, isChange: true });
  const answer = await send(new URL(`..${REFUSALS_PATH}`, subgraphUrl), {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-request-id': requestId, [CONTEXT_HEADER]: signed },
    body,
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  await answer.body.dump();
  if (answer.statusCode !== 204) throw new Error(`a subgraph server answered a refusal with ${answer.statusCode}`);
}
