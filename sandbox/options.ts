import { resolve } from 'node:path';
import { PROJECT_ROOT } from '../platform/project-root.ts';

/** Where the sandbox listens and what it is seeded with. */
export interface SandboxOptions {
  readonly port: number;
  readonly seed: number;
  readonly partners: number;
  readonly dealsPerPartner: number;
  readonly rateFactor: number;
  /** Where the stand-ins remember over a restart; null: in memory only. */
  readonly folder: string | null;
}

interface Rule {
  readonly name: string;
  readonly fallback: number;
  readonly min: number;
  readonly max: number;
  readonly whole: boolean;
}

const RULES: Readonly<Record<Exclude<keyof SandboxOptions, 'folder'>, Rule>> = {
  port: { name: 'SANDBOX_PORT', fallback: 4010, min: 0, max: 65_535, whole: true },
  seed: { name: 'SANDBOX_SEED', fallback: 20_260_402, min: 0, max: 2_147_483_647, whole: true },
  partners: { name: 'SANDBOX_PARTNERS', fallback: 4, min: 1, max: 9_999, whole: true },
  dealsPerPartner: { name: 'SANDBOX_DEALS_PER_PARTNER', fallback: 30, min: 0, max: 50_000, whole: true },
  rateFactor: { name: 'SANDBOX_RATE_FACTOR', fallback: 1, min: 0.01, max: 1_000_000, whole: false },
};

const FOLDER = 'SANDBOX_FOLDER';

function read(rule: Rule, text: string | undefined): number {
  if (text === undefined || text.trim() === '') return rule.fallback;
  const value = Number(text);
  const fits = Number.isFinite(value) && value >= rule.min && value <= rule.max;
  if (fits && (!rule.whole || Number.isInteger(value))) return value;
  const kind = rule.whole ? 'a whole number' : 'a number';
  throw new Error(`${rule.name}: expected ${kind} from ${rule.min} to ${rule.max}, got ${JSON.stringify(text)}`);
}

/**
 * Reads the sandbox's options; what is not set or empty takes its default.
 * @throws Error naming the variable, what was expected and what came
 */
export function sandboxOptions(environment: Readonly<Record<string, string | undefined>>): SandboxOptions {
  const option = (key: keyof typeof RULES): number => read(RULES[key], environment[RULES[key].name]);
  const folder = environment[FOLDER]?.trim();
  return {
    port: option('port'),
    seed: option('seed'),
    partners: option('partners'),
    dealsPerPartner: option('dealsPerPartner'),
    rateFactor: option('rateFactor'),
    folder: folder ? resolve(PROJECT_ROOT, folder) : null,
  };
}
