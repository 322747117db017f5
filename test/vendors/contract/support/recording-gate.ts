import type { QuotaGate } from '../../../../platform/quota/quota-gate.ts';

/** A gate in front of no budget at all: it lets every call through and writes down which buckets it was taken from. */
export class RecordingGate implements QuotaGate {
  readonly taken = new Set<string>();
  readonly paused: Array<{ readonly bucket: string; readonly ms: number }> = [];

  async take(buckets: readonly string[], signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    for (const bucket of buckets) this.taken.add(bucket);
  }

  async pause(bucket: string, ms: number): Promise<void> {
    this.paused.push({ bucket, ms });
  }
}
