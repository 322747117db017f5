/** A budget is counted in slots of a tenth of its period; these many cover every window that ends in the last. */
export const SLOTS_COUNTED = 11;

/** Length of a slot in milliseconds, as the database's function has it. */
export function slotLengthMs(periodMs: number): number {
  return Math.ceil(periodMs / (SLOTS_COUNTED - 1));
}
