import type { SandboxRequest, SandboxResponse } from '../../../kernel/stand-in.ts';
import { isObject, parseJson } from '../../common/json.ts';
import type { Json, JsonObject } from '../../common/json.ts';
import type { Session } from '../../login/access-tokens.ts';
import type { World } from '../../world.ts';
import { InsightsError, insightsAnswer } from './insights-answer.ts';
import type { MemberStyle } from './insights-answer.ts';

/** A request of the Insights API whose user may read reports. */
export interface InsightsCall {
  readonly world: World;
  readonly session: Session;
  readonly request: SandboxRequest;
  readonly redacted: boolean;
}

/** Every second partner's answers are in PascalCase: clients must read members without regard to case. */
export function styleOf(index: number): MemberStyle {
  return index % 2 === 0 ? 'PascalCase' : 'camelCase';
}

/** A 200 with the given entries. */
export function found(
  call: InsightsCall,
  value: readonly JsonObject[],
  message: string | null = null,
): SandboxResponse {
  return insightsAnswer(200, { value, message, redacted: call.redacted }, styleOf(call.session.tenant.partner.index));
}

/** A request body, read without regard to the case of its member names. */
export class InsightsBody {
  private readonly members: ReadonlyMap<string, Json>;

  /** @throws InsightsError 400 when the request carries no JSON object */
  constructor(request: SandboxRequest) {
    const body = parseJson(request.body);
    if (!isObject(body)) throw new InsightsError(400, 'The request body must be a JSON object.');
    this.members = new Map(Object.entries(body).map(([name, value]) => [name.toLowerCase(), value]));
  }

  /** The member, null when absent. */
  get(name: string): Json {
    return this.members.get(name.toLowerCase()) ?? null;
  }

  /** A text member that may be left out. @throws InsightsError 400 for another type */
  optionalText(name: string): string | null {
    const value = this.get(name);
    if (value === null || typeof value === 'string') return value;
    throw new InsightsError(400, `${name}: expected text, got ${JSON.stringify(value)}`);
  }

  /** A text member that must be there and not empty. @throws InsightsError 400 */
  text(name: string): string {
    const value = this.optionalText(name)?.trim();
    if (value) return value;
    throw new InsightsError(400, `${name} is required.`);
  }

  /** A whole number within bounds, null when absent. @throws InsightsError 400 */
  whole(name: string, least: number, most: number): number | null {
    const value = this.get(name);
    if (value === null) return null;
    if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) return value;
    throw new InsightsError(
      400,
      `${name}: expected a whole number from ${least} to ${most}, got ${JSON.stringify(value)}`,
    );
  }
}
