/** Money or a rate that can't be used: the message names the field, what was expected and what came. */
export class MoneyError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'MoneyError';
  }
}
