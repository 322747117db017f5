import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../../../platform/project-root.ts';

/**
 * Checks answers against the published service models. Written apart from the stand-in's own validator: it looks at
 * answers instead of requests, wants the explicit nulls, and knows the documented quirks of the wire.
 */
interface ShapeDef {
  readonly type: string;
  readonly required?: readonly string[];
  readonly members?: Readonly<Record<string, { readonly shape: string }>>;
  readonly member?: { readonly shape: string };
  readonly value?: { readonly shape: string };
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly min?: number;
  readonly max?: number;
  readonly union?: boolean;
  readonly document?: boolean;
}

export interface ServiceModel {
  readonly operations: Readonly<
    Record<string, { readonly input?: { shape: string }; readonly output?: { shape: string } }>
  >;
  readonly shapes: Readonly<Record<string, ShapeDef>>;
}

export function serviceModel(service: string): ServiceModel {
  const path = join(PROJECT_ROOT, 'sandbox', 'aws', 'models', `${service}.json`);
  return JSON.parse(readFileSync(path, 'utf8')) as ServiceModel;
}

/** Values the stand-in answers although no enumeration has them; README.md of sandbox/aws lists them. */
const NEW_VALUES: readonly string[] = ['Solution Validation'];

const ENTITIES: ReadonlyArray<readonly [entity: string, sign: string]> = [
  ['&lt;', '<'],
  ['&gt;', '>'],
  ['&quot;', '"'],
  ['&#39;', "'"],
  ['&amp;', '&'],
];

function unescaped(text: string): string {
  return ENTITIES.reduce((result, [entity, sign]) => result.replaceAll(entity, sign), text);
}

function textFaults(shape: ShapeDef, value: string, path: string): string[] {
  // "null" as a text was recorded for members that have no value.
  if (value === 'null') return [];
  const faults: string[] = [];
  if (shape.enum && !shape.enum.includes(value) && !NEW_VALUES.includes(value))
    faults.push(`${path}: ${value} is no enum value`);
  const length = [...value].length;
  if (length < (shape.min ?? 0) || length > (shape.max ?? Infinity)) faults.push(`${path}: length ${length}`);
  if (shape.pattern) {
    const dotAll = shape.pattern.startsWith('(?s)');
    const source = dotAll ? shape.pattern.slice('(?s)'.length) : shape.pattern;
    if (!new RegExp(`^(?:${source})$`, dotAll ? 's' : '').test(value))
      faults.push(`${path}: ${value} does not match ${shape.pattern}`);
  }
  return faults;
}

function structureFaults(model: ServiceModel, shape: ShapeDef, value: Record<string, unknown>, path: string): string[] {
  const declared = shape.members ?? {};
  const faults = Object.keys(value)
    .filter((member) => !Object.hasOwn(declared, member))
    .map((member) => `${path}.${member}: not declared`);
  for (const member of shape.required ?? []) {
    if ((value[member] ?? null) === null) faults.push(`${path}.${member}: required`);
  }
  const written = Object.keys(declared).filter((member) => member in value);
  if (shape.union && written.length !== 1) faults.push(`${path}: a union with ${written.length} members`);
  if (!shape.union) {
    for (const member of Object.keys(declared))
      if (!(member in value)) faults.push(`${path}.${member}: no explicit null`);
  }
  for (const member of written) {
    const inner = value[member];
    if (inner !== null) faults.push(...answerFaults(model, declared[member]?.shape ?? '', inner, `${path}.${member}`));
  }
  return faults;
}

/** @returns what of the value does not fit the shape, one sentence each; none when all fits */
export function answerFaults(model: ServiceModel, shapeName: string, value: unknown, path: string): string[] {
  const shape = model.shapes[shapeName];
  if (!shape) return [`${path}: no shape ${shapeName}`];
  if (shape.document) return [];
  switch (shape.type) {
    case 'structure':
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return [`${path}: no object`];
      return structureFaults(model, shape, value as Record<string, unknown>, path);
    case 'list':
      if (!Array.isArray(value)) return [`${path}: no list`];
      if (value.length < (shape.min ?? 0) || value.length > (shape.max ?? Infinity))
        return [`${path}: ${value.length} items`];
      return value.flatMap((item, at) => answerFaults(model, shape.member?.shape ?? '', item, `${path}[${at}]`));
    case 'map':
      if (typeof value !== 'object' || value === null) return [`${path}: no map`];
      return Object.entries(value).flatMap(([key, item]) =>
        answerFaults(model, shape.value?.shape ?? '', item, `${path}.${key}`),
      );
    case 'string':
      return typeof value === 'string' ? textFaults(shape, unescaped(value), path) : [`${path}: no text`];
    case 'timestamp':
      return typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(value)
        ? []
        : [`${path}: no instant`];
    case 'integer':
    case 'long':
      return Number.isInteger(value) ? [] : [`${path}: no whole number`];
    default:
      return [`${path}: unexpected type ${shape.type}`];
  }
}
