import type { SandboxResponse } from '../../kernel/stand-in.ts';

/** Answers kept a tenant; older ones are forgotten. */
const KEPT = 100;

/**
 * First answers by MS-RequestId. The header is an idempotency key: the same value again means the same request again,
 * whatever else it asks `[SDKD headers.md]`, so a client that never renews it sees one answer for everything.
 */
export class Replays {
  private readonly answers = new Map<string, SandboxResponse>();

  find(requestId: string): SandboxResponse | null {
    return this.answers.get(requestId) ?? null;
  }

  keep(requestId: string, answer: SandboxResponse): void {
    this.answers.set(requestId, answer);
    const oldest = this.answers.size > KEPT ? this.answers.keys().next().value : undefined;
    if (oldest !== undefined) this.answers.delete(oldest);
  }
}
