import type { CustomerRecord, MoneyRecord } from '../../../platform/records/records.ts';

/** What is read of a quote: it says what a deal is worth, and sometimes for whom it is. */
export interface Quote {
  readonly id: string;
  /** `ORDERED`, `DRAFT`, … as Cisco writes it. */
  readonly status: string | null;
  readonly total: MoneyRecord | null;
  readonly customer: CustomerRecord | null;
}
