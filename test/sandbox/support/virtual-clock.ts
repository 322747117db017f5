const START = Date.UTC(2026, 3, 2, 10, 15);

/** A clock that stands still until it is moved. It always begins at the same instant, so that runs repeat. */
export class VirtualClock {
  private ms = START;

  readonly now = (): number => this.ms;

  advance(ms: number): void {
    this.ms += ms;
  }
}
