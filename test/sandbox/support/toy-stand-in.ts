import type { CreatedRecord, SandboxResponse, StandIn, StandInMaker } from '../../../sandbox/kernel/stand-in.ts';
import { ControlError } from '../../../sandbox/kernel/stand-in.ts';

/** A small vendor: POST /things makes one, GET /things lists them, everything else is no operation. */
export interface ToyStandIn extends StandIn {
  readonly things: string[];
  /** How often expireTokens was called. */
  expirations(): number;
}

const OPERATIONS: Readonly<Record<string, string>> = { 'GET /things': 'things.list', 'POST /things': 'things.create' };

function json(status: number, value: unknown): SandboxResponse {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) };
}

/** @param vendor its mount */
export function toyStandIn(vendor = 'toy'): { readonly make: StandInMaker; readonly toy: ToyStandIn } {
  const things: string[] = [];
  const records: CreatedRecord[] = [];
  let expirations = 0;
  const toy: ToyStandIn = {
    vendor,
    things,
    expirations: () => expirations,
    operationOf: ({ method, path }) => OPERATIONS[`${method} ${path}`] ?? null,
    isWrite: (operation) => operation === 'things.create',
    handle: ({ method, path, body, duplicatePages }) => {
      if (path === '/broken') throw new Error('broken on purpose');
      if (method !== 'POST') return json(200, { things, duplicatePages: duplicatePages ?? false });
      const name = body.toString('utf8');
      if (name === '') return json(400, { error: 'a name is needed' });
      things.push(name);
      records.push({ type: 'thing', id: name, externalId: null, createdAt: '2026-04-02T00:00:00Z', account: 'a' });
      return json(201, { made: name });
    },
    fault: (status, retryAfter) => {
      const body = `toy says ${status}`;
      return retryAfter === null ? { status, body } : { status, headers: { 'retry-after': String(retryAfter) }, body };
    },
    created: () => records,
    change: (input) => {
      if (input === 'wrong') throw new ControlError('input: expected anything but wrong');
      return input;
    },
    expireTokens: () => {
      expirations += 1;
    },
  };
  return { make: () => toy, toy };
}
