import { setTimeout as sleep } from 'node:timers/promises';
import type { Faults, Spoil } from './faults.ts';
import type { SandboxRequest, SandboxResponse, StandIn } from './stand-in.ts';

/** What happens to one request in the end. */
export type Outcome =
  | { readonly kind: 'answer' | 'cut'; readonly response: SandboxResponse }
  | { readonly kind: 'hang' | 'reset' };

/** A request on its way: which operation it is and the faults that hit it, null for none. */
export interface Call {
  readonly standIn: StandIn;
  readonly request: SandboxRequest;
  readonly operation: string | null;
  readonly faults: Faults | null;
  /** Stores what the stand-in has changed; before the answer goes out. */
  readonly remember: () => void;
}

const DEFAULT_STATUS = 500;

function spoiled(as: Spoil, call: Call, response: SandboxResponse | null): Outcome {
  if (as === 'hang' || as === 'reset') return { kind: as };
  if (as === 'truncate' && response) return { kind: 'cut', response };
  const status = call.faults?.status ?? call.faults?.commitThenFail?.status ?? DEFAULT_STATUS;
  return { kind: 'answer', response: call.standIn.fault(status, call.faults?.retryAfter ?? null, call.request) };
}

async function handled(call: Call): Promise<SandboxResponse> {
  const { standIn, request, faults } = call;
  try {
    return await standIn.handle(faults?.duplicatePages ? { ...request, duplicatePages: true } : request);
  } finally {
    call.remember();
  }
}

/**
 * Runs one request under its faults. A request that is to fail before it is done never reaches the stand-in;
 * `truncate` and `commitThenFail` let it be done first.
 * @param closing aborts a wait when the server closes
 */
export async function runCall(call: Call, closing: AbortSignal): Promise<Outcome> {
  const { faults, operation, standIn } = call;
  if (!faults) return { kind: 'answer', response: await handled(call) };
  if (faults.latencyMs) await sleep(faults.latencyMs, undefined, { signal: closing });
  if (faults.reset) return spoiled('reset', call, null);
  if (faults.hang) return spoiled('hang', call, null);
  if (faults.status !== undefined) return spoiled('status', call, null);
  const response = await handled(call);
  if (faults.truncate) return spoiled('truncate', call, response);
  const committed = operation !== null && standIn.isWrite(operation) && response.status < 400;
  if (faults.commitThenFail && committed) return spoiled(faults.commitThenFail.as, call, response);
  return { kind: 'answer', response };
}
