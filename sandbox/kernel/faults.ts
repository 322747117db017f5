import { ControlError } from './stand-in.ts';

/** How an answer is spoiled. `status` answers in the vendor's error envelope. */
export const SPOILS = ['status', 'truncate', 'hang', 'reset'] as const;
export type Spoil = (typeof SPOILS)[number];

/** The body of `PUT /_control/<vendor>/faults`. Members that are left out are off. */
export interface Faults {
  /** Wait before anything else, in milliseconds. */
  readonly latencyMs?: number;
  /** Answer with this HTTP status, 400 to 599; nothing is done. */
  readonly status?: number;
  /** Seconds for the Retry-After header of a `status` answer. */
  readonly retryAfter?: number;
  /** Do the request, then cut the answer's body in the middle. */
  readonly truncate?: boolean;
  /** Never answer; nothing is done. */
  readonly hang?: boolean;
  /** Break the connection with RST; nothing is done. */
  readonly reset?: boolean;
  /** Expire every token issued so far, once, when the faults are put. */
  readonly expireTokens?: boolean;
  /** Repeat the items of the page before on each next page. */
  readonly duplicatePages?: boolean;
  /** Chance that a request is hit, 0 to 1; 1 when left out. Drawn from a seeded generator. */
  readonly probability?: number;
  /** Do the write, then spoil its answer. Reads and refused writes are answered as they are. */
  readonly commitThenFail?: { readonly as: Spoil; readonly status?: number };
  /** Only these operations; all when left out. */
  readonly operations?: readonly string[];
}

type Check = (value: unknown, name: string) => void;

function wrong(name: string, expected: string, value: unknown): ControlError {
  return new ControlError(`${name}: expected ${expected}, got ${JSON.stringify(value)}`);
}

function number(min: number, max: number, whole: boolean): Check {
  return (value, name) => {
    const fits = typeof value === 'number' && value >= min && value <= max && (!whole || Number.isInteger(value));
    if (!fits) throw wrong(name, `${whole ? 'a whole number' : 'a number'} from ${min} to ${max}`, value);
  };
}

const flag: Check = (value, name) => {
  if (typeof value !== 'boolean') throw wrong(name, 'true or false', value);
};

const texts: Check = (value, name) => {
  const fits = Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === 'string');
  if (!fits) throw wrong(name, 'a list of operation names', value);
};

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Checks each member by its own rule; a member without a rule is refused by name. */
function checkMembers(input: unknown, rules: Readonly<Record<string, Check>>, at: string): void {
  if (!isObject(input)) throw wrong(at || 'faults', 'an object', input);
  for (const [member, value] of Object.entries(input)) {
    const name = at ? `${at}.${member}` : member;
    const rule = Object.hasOwn(rules, member) ? rules[member] : undefined;
    if (!rule) throw new ControlError(`${name}: unknown member; known are ${Object.keys(rules).join(', ')}`);
    rule(value, name);
  }
}

const spoil: Check = (value, name) => {
  if (!SPOILS.some((known) => known === value)) throw wrong(name, `one of ${SPOILS.join(', ')}`, value);
};

const status = number(400, 599, true);

const commitThenFail: Check = (value, name) => {
  checkMembers(value, { as: spoil, status }, name);
  const { as, status: code } = value as { as?: unknown; status?: unknown };
  if (as === undefined) throw wrong(`${name}.as`, `one of ${SPOILS.join(', ')}`, as);
  if (code !== undefined && as !== 'status') throw wrong(`${name}.as`, 'status, since a status is given', as);
};

const RULES: Readonly<Record<keyof Faults, Check>> = {
  latencyMs: number(0, 600_000, true),
  status,
  retryAfter: number(0, 86_400, true),
  truncate: flag,
  hang: flag,
  reset: flag,
  expireTokens: flag,
  duplicatePages: flag,
  probability: number(0, 1, false),
  commitThenFail,
  operations: texts,
};

/**
 * Reads the body of `PUT faults`.
 * @throws ControlError naming the member that is unknown, wrong, or contradicts another
 */
export function parseFaults(input: unknown): Faults {
  checkMembers(input, RULES, '');
  const faults = input as Faults;
  const chosen = [...SPOILS, 'commitThenFail' as const].filter(
    (name) => faults[name] !== undefined && faults[name] !== false,
  );
  if (chosen.length > 1) throw new ControlError(`${chosen.join(', ')}: only one of them can be on`);
  const answersStatus = faults.status !== undefined || faults.commitThenFail?.as === 'status';
  if (faults.retryAfter !== undefined && !answersStatus) {
    throw new ControlError('retryAfter: needs a status, or commitThenFail as status');
  }
  return faults;
}
