import type { SandboxRequest, SandboxResponse, StandIn, StandInMaker } from '../../../../sandbox/kernel/stand-in.ts';

export type Json = null | boolean | number | string | Json[] | { [member: string]: Json };

/** A hand on the wire of a stand-in: sees every good answer in JSON, and writes what goes out instead. */
export interface Tap {
  seen: (answer: Json) => void;
  /** @returns the body that goes out */
  write: (answer: Json, operation: string | null) => string;
}

/** A tap that changes nothing. */
export function idleTap(): Tap {
  return { seen: () => undefined, write: (answer) => JSON.stringify(answer) };
}

function jsonOf({ status, headers, body }: SandboxResponse): Json | undefined {
  if (status >= 300) return undefined;
  if (!/json/i.test(headers?.['content-type'] ?? '') || body === undefined) return undefined;
  try {
    return JSON.parse(String(body)) as Json;
  } catch {
    return undefined;
  }
}

function throughTap(response: SandboxResponse, operation: string | null, tap: Tap): SandboxResponse {
  const answer = jsonOf(response);
  if (answer === undefined) return response;
  tap.seen(answer);
  return { ...response, body: tap.write(answer, operation) };
}

/** The same stand-in with a tap on its answers. */
export function tapped(make: StandInMaker, tap: Tap): StandInMaker {
  return (options): StandIn => {
    const standIn = make(options);
    return {
      vendor: standIn.vendor,
      operationOf: (request) => standIn.operationOf(request),
      isWrite: (operation) => standIn.isWrite(operation),
      handle: async (request: SandboxRequest) =>
        throughTap(await standIn.handle(request), standIn.operationOf(request), tap),
      fault: (status, retryAfterSeconds, request) => standIn.fault(status, retryAfterSeconds, request),
      created: () => standIn.created(),
      change: (input) => standIn.change(input),
      expireTokens: () => standIn.expireTokens(),
    };
  };
}
