import { QueryError } from './query-error.ts';
import { queryTokens } from './query-tokens.ts';
import type { QueryToken } from './query-tokens.ts';

const OPERATORS = ['=', '>', '<', '>=', '<=', '!=', 'LIKE', 'NOT LIKE', 'IN', 'NOT IN'] as const;
export type QueryOperator = (typeof OPERATORS)[number];

export interface QueryCondition {
  readonly column: string;
  readonly operator: QueryOperator;
  readonly values: readonly string[];
}

/** A query as written; names are not checked yet. */
export interface ParsedQuery {
  readonly distinct: boolean;
  readonly columns: readonly string[];
  readonly dataset: string;
  readonly conditions: readonly QueryCondition[];
  readonly order: readonly { readonly column: string; readonly descending: boolean }[];
  readonly limit: number | null;
  readonly timespan: string | null;
}

class QueryReader {
  private at = 0;
  private readonly tokens: readonly QueryToken[];

  constructor(tokens: readonly QueryToken[]) {
    this.tokens = tokens;
  }

  query(): ParsedQuery {
    this.expectWord('SELECT');
    const distinct = this.takeWord('DISTINCT');
    const columns = this.list(() => this.name('a column'));
    this.expectWord('FROM');
    const dataset = this.name('a dataset');
    const conditions = this.takeWord('WHERE') ? this.conditions() : [];
    const order = this.takeWord('ORDER') ? this.order() : [];
    const limit = this.takeWord('LIMIT') ? this.limit() : null;
    const timespan = this.takeWord('TIMESPAN') ? this.name('a time span').toUpperCase() : null;
    if (this.at < this.tokens.length) throw new QueryError(`'${this.seen()}' was not expected here.`);
    return { distinct, columns, dataset, conditions, order, limit, timespan };
  }

  private conditions(): QueryCondition[] {
    const conditions = [this.condition()];
    while (this.takeWord('AND')) conditions.push(this.condition());
    return conditions;
  }

  private condition(): QueryCondition {
    const column = this.name('a column');
    const operator = this.operator();
    if (operator !== 'IN' && operator !== 'NOT IN') return { column, operator, values: [this.value()] };
    this.expectMark('(');
    const values = this.list(() => this.value());
    this.expectMark(')');
    return { column, operator, values };
  }

  private operator(): QueryOperator {
    const negated = this.takeWord('NOT');
    const token = this.tokens[this.at];
    const word = `${negated ? 'NOT ' : ''}${token?.value.toUpperCase() ?? ''}`;
    const operator = token && token.kind !== 'text' ? OPERATORS.find((known) => known === word) : undefined;
    if (!operator) throw new QueryError(`Expected an operator (${OPERATORS.join(' ')}), got '${this.seen()}'.`);
    this.at += 1;
    return operator;
  }

  private order(): { column: string; descending: boolean }[] {
    this.expectWord('BY');
    return this.list(() => {
      const column = this.name('a column');
      if (this.takeWord('ASC')) return { column, descending: false };
      // Without a word the order is descending, unlike in SQL.
      this.takeWord('DESC');
      return { column, descending: true };
    });
  }

  private limit(): number {
    const token = this.tokens[this.at];
    const limit = token?.kind === 'number' && /^\d+$/.test(token.value) ? Number(token.value) : 0;
    if (limit === 0) throw new QueryError(`LIMIT: expected a whole number above zero, got '${this.seen()}'.`);
    this.at += 1;
    return limit;
  }

  private value(): string {
    const token = this.tokens[this.at];
    if (token?.kind !== 'text' && token?.kind !== 'number')
      throw new QueryError(`Expected a value, got '${this.seen()}'.`);
    this.at += 1;
    return token.value;
  }

  private list<T>(item: () => T): T[] {
    const items = [item()];
    while (this.tokens[this.at]?.kind === 'mark' && this.tokens[this.at]?.value === ',') {
      this.at += 1;
      items.push(item());
    }
    return items;
  }

  private name(what: string): string {
    const token = this.tokens[this.at];
    if (token?.kind !== 'word') throw new QueryError(`Expected ${what}, got '${this.seen()}'.`);
    this.at += 1;
    return token.value;
  }

  private takeWord(word: string): boolean {
    const token = this.tokens[this.at];
    const found = token?.kind === 'word' && token.value.toUpperCase() === word;
    if (found) this.at += 1;
    return found;
  }

  private expectWord(word: string): void {
    if (!this.takeWord(word)) throw new QueryError(`Expected ${word}, got '${this.seen()}'.`);
  }

  private expectMark(mark: string): void {
    const token = this.tokens[this.at];
    if (token?.kind !== 'mark' || token.value !== mark)
      throw new QueryError(`Expected '${mark}', got '${this.seen()}'.`);
    this.at += 1;
  }

  private seen(): string {
    return this.tokens[this.at]?.value ?? 'the end';
  }
}

/** Parses the language of `[PCD insights-programmatic-custom-query.md]`: no OR, no JOIN, no GROUP BY. @throws QueryError */
export function parseQuery(text: string): ParsedQuery {
  return new QueryReader(queryTokens(text)).query();
}
