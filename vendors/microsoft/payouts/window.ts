/** Whole months before the present one that an export covers. */
const MONTHS_BACK = 12;

/** The time an export covers, as instants in ISO 8601 with seconds: the form of the vendor's samples [PAY]. */
export interface EarningWindow {
  readonly from: string;
  readonly to: string;
}

/** The present month and the twelve before it: enough for a year's comparison, bounded for the service. */
export function earningWindow(now: Date): EarningWindow {
  const from = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - MONTHS_BACK, 1));
  return { from: withSeconds(from), to: withSeconds(now) };
}

function withSeconds(instant: Date): string {
  return instant.toISOString().replace(/\.\d{3}Z$/, 'Z');
}
