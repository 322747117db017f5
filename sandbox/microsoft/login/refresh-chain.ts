/**
 * Which refresh tokens of one user are good. Every use gives a new token. The token just used stays usable until its
 * successor was used once (assumed): a client that lost the answer can ask again, one that kept an old token cannot.
 */
export class RefreshChain {
  private lastUsed = 0;
  private lastIssued = 0;

  /**
   * Uses a token.
   * @param serial the token's place in the chain
   * @returns the serial of the new token, or null when this one is used up
   */
  use(serial: number): number | null {
    if (serial < this.lastUsed) return null;
    this.lastUsed = serial;
    // After a restart the chain is empty while clients hold later tokens: they stay good.
    this.lastIssued = Math.max(this.lastIssued, serial) + 1;
    return this.lastIssued;
  }
}
