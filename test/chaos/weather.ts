import { SeededRandom } from '../../sandbox/kernel/random.ts';

/** Faults of the stand-ins, one after the other: limits, outages, silence, broken connections, effects without answers. */
const STORMS: readonly object[] = [
  { status: 429, retryAfter: 0, probability: 0.4 },
  { commitThenFail: { as: 'reset' }, probability: 0.5 },
  { status: 503, probability: 0.3 },
  { commitThenFail: { as: 'status', status: 500 }, probability: 0.5 },
  { hang: true, probability: 0.2 },
  { commitThenFail: { as: 'hang' }, probability: 0.3 },
  { reset: true, probability: 0.3 },
  { commitThenFail: { as: 'truncate' }, probability: 0.5 },
  { truncate: true, probability: 0.2 },
  { expireTokens: true },
  { latencyMs: 120 },
];

const VENDORS = ['aws', 'microsoft'] as const;

export interface Weather {
  /** Storms that came so far. */
  readonly storms: () => number;
  /** Fair from now on. */
  clear(): Promise<void>;
}

async function door(origin: string, vendor: string, method: 'PUT' | 'DELETE', faults?: object): Promise<void> {
  const response = await fetch(`${origin}/_control/${vendor}/faults`, {
    method,
    ...(faults ? { body: JSON.stringify(faults), headers: { 'content-type': 'application/json' } } : {}),
  });
  if (!response.ok)
    throw new Error(`the control door of ${vendor} answered ${response.status}: ${await response.text()}`);
}

/** Changes the weather of each vendor every second or so. */
export function startWeather(origin: string, seed: number): Weather {
  const random = new SeededRandom(`${seed}:weather`);
  let storms = 0;
  const sky = { clear: false };
  const blowing = (async () => {
    for (let turn = random.int(0, STORMS.length - 1); !sky.clear; turn += 1) {
      for (const [place, vendor] of VENDORS.entries()) {
        await door(origin, vendor, 'PUT', STORMS[(turn + place * 3) % STORMS.length] ?? {});
      }
      storms += 1;
      await new Promise((resolve) => setTimeout(resolve, random.int(400, 1_100)));
    }
  })();
  return {
    storms: () => storms,
    clear: async () => {
      sky.clear = true;
      await blowing;
      for (const vendor of VENDORS) await door(origin, vendor, 'DELETE');
    },
  };
}
