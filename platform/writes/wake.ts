/**
 * Tells workers that something waits for them. It carries no truth: what is to be done stands in our tables, and a call
 * that is lost costs a worker's next look, never a write.
 */
export interface Waker {
  /** Something was queued. Never throws: the write is accepted whatever becomes of this. */
  wake(): Promise<void>;
}
