import { parseFaults } from './faults.ts';
import type { VendorDoor } from './door.ts';
import { ControlError, type SandboxResponse } from './stand-in.ts';

/** A request to the control door, below `/_control/<vendor>`. */
interface ControlRequest {
  readonly method: string;
  /** `faults`, `calls` or `records`. */
  readonly resource: string;
  readonly body: Buffer;
}

type Action = (door: VendorDoor, body: Buffer) => unknown;

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8')) as unknown;
  } catch {
    throw new ControlError('body: expected JSON');
  }
}

const ACTIONS: Readonly<Record<string, Readonly<Record<string, Action>>>> = {
  faults: {
    GET: (door) => ({ faults: door.faults }),
    PUT: (door, body) => {
      door.setFaults(parseFaults(parseJson(body)));
      return { faults: door.faults };
    },
    DELETE: (door) => {
      door.setFaults(null);
      return { faults: null };
    },
  },
  calls: {
    GET: (door) => door.calls(),
    DELETE: (door) => {
      door.reset();
      return door.calls();
    },
  },
  records: {
    GET: (door) => ({ records: door.created() }),
    POST: (door, body) => ({ record: door.standIn.change(parseJson(body)) }),
  },
};

/** An answer of the control door: always JSON. */
export function json(status: number, value: unknown, headers: Record<string, string> = {}): SandboxResponse {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(value) };
}

/**
 * Does what the control door is asked for. A wrong call is answered 400 with the reason, an unknown place 404,
 * a method that a place does not have 405.
 */
export function control(door: VendorDoor, request: ControlRequest): SandboxResponse {
  const actions = Object.hasOwn(ACTIONS, request.resource) ? ACTIONS[request.resource] : undefined;
  if (!actions) {
    return json(404, { error: `${request.resource}: expected one of ${Object.keys(ACTIONS).join(', ')}` });
  }
  const action = Object.hasOwn(actions, request.method) ? actions[request.method] : undefined;
  const allow = Object.keys(actions).join(', ');
  if (!action) return json(405, { error: `${request.method}: expected one of ${allow}` }, { allow });
  try {
    return json(200, action(door, request.body));
  } catch (error) {
    if (error instanceof ControlError) return json(400, { error: error.message });
    throw error;
  }
}
