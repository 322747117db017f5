import type { Problem, ProblemCode } from '../errors.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import { shapeOf, type Model, type Shape } from './model.ts';
import { patternFits } from './pattern.ts';

/** Checks a request against a service model. Unknown members are let through, null counts as absent. */
export class RequestValidator {
  private readonly model: Model;

  constructor(model: Model) {
    this.model = model;
  }

  /** @returns one problem a field that breaks the model; none when the value fits the shape */
  validate(shapeName: string, value: Json): Problem[] {
    const problems: Problem[] = [];
    this.check(shapeName, value, '', problems);
    return problems;
  }

  private check(shapeName: string, value: Json, field: string, problems: Problem[]): void {
    const shape = shapeOf(this.model, shapeName);
    if (shape.document) return;
    const fault = wrongType(shape, value) ?? wrongValue(shape, value);
    if (fault) problems.push({ field, ...fault });
    else if (Array.isArray(value)) this.checkItems(shape, value, field, problems);
    else if (isObject(value) && shape.type === 'map') this.checkEntries(shape, value, field, problems);
    else if (isObject(value)) this.checkMembers(shape, value, field, problems);
  }

  private checkItems(shape: Shape, items: readonly Json[], field: string, problems: Problem[]): void {
    for (const [at, item] of items.entries()) {
      this.check(shape.member?.shape ?? '', item, `${field}[${at}]`, problems);
    }
  }

  private checkEntries(shape: Shape, map: JsonObject, field: string, problems: Problem[]): void {
    for (const [key, item] of Object.entries(map)) {
      this.check(shape.key?.shape ?? '', key, `${field}.${key}`, problems);
      this.check(shape.value?.shape ?? '', item, `${field}.${key}`, problems);
    }
  }

  private checkMembers(shape: Shape, value: JsonObject, field: string, problems: Problem[]): void {
    const path = (member: string): string => (field ? `${field}.${member}` : member);
    for (const member of shape.required ?? []) {
      if ((value[member] ?? null) === null) {
        problems.push({ field: path(member), message: 'A value is required.', code: 'REQUIRED_FIELD_MISSING' });
      }
    }
    const known = Object.entries(shape.members ?? {}).filter(([member]) => (value[member] ?? null) !== null);
    if (shape.union && known.length !== 1) {
      problems.push({ field, message: 'Exactly one member must be set.', code: 'INVALID_VALUE' });
    }
    for (const [member, target] of known) this.check(target.shape, value[member] ?? null, path(member), problems);
  }
}

type Fault = { readonly message: string; readonly code: ProblemCode };

const TYPE_CHECKS: Readonly<Record<Shape['type'], (value: Json) => boolean>> = {
  structure: isObject,
  map: isObject,
  list: Array.isArray,
  string: (value) => typeof value === 'string',
  timestamp: (value) => typeof value === 'string',
  integer: Number.isInteger,
  long: Number.isInteger,
  boolean: (value) => typeof value === 'boolean',
};

function wrongType(shape: Shape, value: Json): Fault | null {
  if (TYPE_CHECKS[shape.type](value)) return null;
  return { message: `The value must be a ${shape.type}.`, code: 'INVALID_VALUE' };
}

function wrongValue(shape: Shape, value: Json): Fault | null {
  if (typeof value === 'number') return outOfRange(shape, value, 'VALUE_OUT_OF_RANGE');
  if (Array.isArray(value)) {
    return outOfRange(shape, value.length, value.length < (shape.min ?? 0) ? 'NOT_ENOUGH_VALUES' : 'TOO_MANY_VALUES');
  }
  if (typeof value !== 'string') return null;
  if (shape.type === 'timestamp') return wrongInstant(value);
  if (shape.enum && !shape.enum.includes(value)) {
    return { message: `The value must be one of ${shape.enum.join(', ')}.`, code: 'INVALID_ENUM_VALUE' };
  }
  const fault = outOfRange(shape, [...value].length, 'VALUE_OUT_OF_RANGE');
  if (fault || !shape.pattern || patternFits(shape.pattern, value)) return fault;
  return { message: `The value must match the pattern ${shape.pattern}`, code: 'INVALID_STRING_FORMAT' };
}

function outOfRange(shape: Shape, size: number, code: ProblemCode): Fault | null {
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = shape;
  if (size >= min && size <= max) return null;
  return { message: `The size must be from ${shape.min ?? 'any'} to ${shape.max ?? 'any'}, not ${size}.`, code };
}

function wrongInstant(value: string): Fault | null {
  const fits =
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/u.test(value) && !Number.isNaN(Date.parse(value));
  return fits ? null : { message: 'The value must be an ISO 8601 timestamp.', code: 'INVALID_STRING_FORMAT' };
}
