/** Lets callers who want the same thing at the same time share the work. */
export class SingleFlight<T> {
  private readonly flights = new Map<string, Promise<T>>();

  /**
   * Joins the work under way for a key, or begins it.
   * @param work gets a question it may ask at its end: is the result still wanted, or has it been forgotten meanwhile?
   */
  run(key: string, work: (isWanted: () => boolean) => Promise<T>): Promise<T> {
    const underWay = this.flights.get(key);
    if (underWay !== undefined) return underWay;
    const isWanted = (): boolean => this.flights.get(key) === flight;
    const flight: Promise<T> = work(isWanted).finally(() => {
      if (isWanted()) this.flights.delete(key);
    });
    this.flights.set(key, flight);
    return flight;
  }

  /** Who asks from now on begins anew; who has asked before still gets the older result. */
  forget(concerns: (key: string) => boolean): void {
    for (const key of this.flights.keys()) {
      if (concerns(key)) this.flights.delete(key);
    }
  }
}
