import type { SandboxResponse } from '../../kernel/stand-in.ts';

/** An answer that carries JSON. */
export function jsonAnswer(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): SandboxResponse {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(body),
  };
}

/** An answer without a body. */
export function emptyAnswer(status: number, headers: Readonly<Record<string, string>> = {}): SandboxResponse {
  return { status, headers };
}

/** The same answer with more headers. */
export function withHeaders(answer: SandboxResponse, headers: Readonly<Record<string, string>>): SandboxResponse {
  return { ...answer, headers: { ...answer.headers, ...headers } };
}
