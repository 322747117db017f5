import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../../../platform/project-root.ts';

export interface Member {
  readonly shape: string;
}

/** A shape of a service model: the members of it that validation and answers need. */
export interface Shape {
  readonly type: 'structure' | 'list' | 'map' | 'string' | 'integer' | 'long' | 'boolean' | 'timestamp';
  readonly required?: readonly string[];
  readonly members?: Readonly<Record<string, Member>>;
  readonly member?: Member;
  readonly key?: Member;
  readonly value?: Member;
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly min?: number;
  readonly max?: number;
  readonly union?: boolean;
  /** Any JSON is allowed. */
  readonly document?: boolean;
}

/** A service model as published for the AWS SDKs (Apache-2.0, see README.md). */
export interface Model {
  readonly operations: Readonly<Record<string, { readonly input?: Member; readonly output?: Member }>>;
  readonly shapes: Readonly<Record<string, Shape>>;
}

export const MODEL_FOLDER = join(PROJECT_ROOT, 'sandbox', 'aws', 'models');

/** Reads one of the models in `models/`. @throws when the file is missing or no JSON */
export function readModel(name: string): Model {
  return JSON.parse(readFileSync(join(MODEL_FOLDER, `${name}.json`), 'utf8')) as Model;
}

/** The shape of this name. @throws when the model has none */
export function shapeOf(model: Model, name: string): Shape {
  const shape = Object.hasOwn(model.shapes, name) ? model.shapes[name] : undefined;
  if (!shape) throw new Error(`the model has no shape ${name}`);
  return shape;
}
