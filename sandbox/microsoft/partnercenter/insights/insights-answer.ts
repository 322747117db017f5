import type { SandboxResponse } from '../../../kernel/stand-in.ts';
import { jsonAnswer } from '../../common/answers.ts';
import { isObject } from '../../common/json.ts';
import type { Json, JsonObject } from '../../common/json.ts';

/** A refusal in the Insights envelope; statuses 400, 401, 403, 404, 500 are documented. */
export class InsightsError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** How a tenant's answers spell their members: some reference pages print `value`, some `Value`. */
export type MemberStyle = 'camelCase' | 'PascalCase';

export interface InsightsContent {
  readonly value: readonly JsonObject[];
  readonly message: string | null;
  /** True when the caller's role hides columns. */
  readonly redacted: boolean;
}

function inPascalCase(value: Json): Json {
  if (Array.isArray(value)) return value.map(inPascalCase);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name.slice(0, 1).toUpperCase() + name.slice(1), inPascalCase(inner)]),
  );
}

/** The envelope of every Insights answer. */
export function insightsAnswer(status: number, content: InsightsContent, style: MemberStyle): SandboxResponse {
  const envelope: JsonObject = {
    value: [...content.value],
    nextLink: null,
    totalCount: content.value.length,
    message: content.message,
    statusCode: status,
    dataRedacted: content.redacted,
  };
  return jsonAnswer(status, style === 'PascalCase' ? inPascalCase(envelope) : envelope);
}

export function insightsErrorAnswer(error: InsightsError, style: MemberStyle): SandboxResponse {
  return insightsAnswer(error.status, { value: [], message: error.message, redacted: false }, style);
}
