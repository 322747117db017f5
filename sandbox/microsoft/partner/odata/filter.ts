import { parseInstant } from '../../common/time.ts';
import { filterTokens } from './filter-tokens.ts';
import type { FilterToken } from './filter-tokens.ts';
import { ODataError } from './odata-error.ts';
import { shapeAt } from './shape.ts';
import type { Shape } from './shape.ts';

export type Comparison = 'eq' | 'ge' | 'le';

export type Filter =
  | { readonly kind: 'and'; readonly parts: readonly Filter[] }
  | {
      readonly kind: 'compare';
      readonly path: readonly string[];
      readonly operator: Comparison;
      readonly value: string | number | boolean | null;
    }
  | { readonly kind: 'any'; readonly path: readonly string[]; readonly filter: Filter };

/** What an endpoint allows in its `$filter`. */
export interface FilterGrammar {
  readonly shape: Shape;
  readonly operators: readonly Comparison[];
}

const refuse = (message: string): never => {
  throw new ODataError('$filter', message);
};

/** Reads a `$filter`: comparisons joined by `and`, parentheses, nested paths, one `any` lambda. */
class FilterReader {
  private at = 0;
  private readonly tokens: readonly FilterToken[];
  private readonly operators: readonly Comparison[];

  constructor(tokens: readonly FilterToken[], operators: readonly Comparison[]) {
    this.tokens = tokens;
    this.operators = operators;
  }

  whole(shape: Shape): Filter {
    const filter = this.conjunction(shape, null);
    const rest = this.tokens[this.at];
    return rest ? refuse(`operator '${rest.value}' is not supported`) : filter;
  }

  private conjunction(shape: Shape, variable: string | null): Filter {
    const parts = [this.term(shape, variable)];
    while (this.takeIf('word', 'and')) parts.push(this.term(shape, variable));
    return parts.length === 1 && parts[0] ? parts[0] : { kind: 'and', parts };
  }

  private term(shape: Shape, variable: string | null): Filter {
    if (this.takeIf('mark', '(')) {
      const inner = this.conjunction(shape, variable);
      this.expect(')');
      return inner;
    }
    const word = this.next('word', 'a property');
    const path = this.pathOf(word, variable);
    if (path.at(-1) === 'any' && this.takeIf('mark', '(')) return this.lambda(shape, path.slice(0, -1));
    if (this.tokens[this.at]?.value === '(') return refuse(`function '${word}' is not supported`);
    return this.comparison(shape, path);
  }

  private pathOf(word: string, variable: string | null): string[] {
    const path = word.split('/');
    if (variable === null) return path;
    return path[0] === variable ? path.slice(1) : refuse(`'${word}' must start with '${variable}/'`);
  }

  private lambda(shape: Shape, path: readonly string[]): Filter {
    const list = shapeAt(shape, path);
    if (list?.kind !== 'list') return refuse(`'${path.join('/')}' is not a collection`);
    const variable = this.next('word', 'a variable');
    this.expect(':');
    const filter = this.conjunction(list.item, variable);
    this.expect(')');
    return { kind: 'any', path, filter };
  }

  private comparison(shape: Shape, path: readonly string[]): Filter {
    const target = shapeAt(shape, path);
    if (!target) return refuse(`could not find a property named '${path.join('/')}'`);
    const word = this.next('word', 'an operator');
    const operator = this.operators.find((known) => known === word);
    if (!operator) return refuse(`operator '${word}' is not supported`);
    return { kind: 'compare', path, operator, value: this.value(target, path) };
  }

  private value(shape: Shape, path: readonly string[]): string | number | boolean | null {
    const token = this.tokens[this.at];
    this.at += 1;
    if (token?.kind === 'word' && token.value === 'null') return null;
    const fits = token ? literalOf(shape, token) : undefined;
    return fits ?? refuse(`'${path.join('/')}' cannot be compared with ${token ? `'${token.value}'` : 'nothing'}`);
  }

  private takeIf(kind: FilterToken['kind'], value: string): boolean {
    const token = this.tokens[this.at];
    const fits = token?.kind === kind && token.value === value;
    if (fits) this.at += 1;
    return fits;
  }

  private next(kind: FilterToken['kind'], what: string): string {
    const token = this.tokens[this.at];
    this.at += 1;
    return token?.kind === kind
      ? token.value
      : refuse(`expected ${what}, got ${token ? `'${token.value}'` : 'the end'}`);
  }

  private expect(mark: string): void {
    if (!this.takeIf('mark', mark)) refuse(`expected '${mark}', got '${this.tokens[this.at]?.value ?? 'the end'}'`);
  }
}

/** The token as a value of the shape, or undefined when it is of another type. */
function literalOf(shape: Shape, token: FilterToken): string | number | boolean | undefined {
  if (shape.kind === 'boolean') return token.kind === 'word' ? { true: true, false: false }[token.value] : undefined;
  if (shape.kind === 'decimal')
    return token.kind === 'literal' && !Number.isNaN(Number(token.value)) ? Number(token.value) : undefined;
  if (shape.kind === 'instant')
    return token.kind === 'literal' && parseInstant(token.value) !== null ? token.value : undefined;
  if (token.kind !== 'text') return undefined;
  if (shape.kind === 'oneOf') return shape.values.includes(token.value) ? token.value : undefined;
  return shape.kind === 'text' ? token.value : undefined;
}

/**
 * Parses a `$filter` `[PR20 get-a-list-of-referrals.md]`.
 * @throws ODataError for anything outside the grammar, an unknown property or a value of the wrong type
 */
export function parseFilter(text: string, grammar: FilterGrammar): Filter {
  return new FilterReader(filterTokens(text), grammar.operators).whole(grammar.shape);
}
