/** A query option that the service does not understand. The message says what was expected and what came. */
export class ODataError extends Error {
  /** The query option: `$filter`. */
  readonly option: string;

  constructor(option: string, message: string) {
    super(`${option}: ${message}`);
    this.option = option;
  }
}
