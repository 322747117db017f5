import { isObject, type Json, type JsonObject } from '../json.ts';
import { shapeOf, type Model } from './model.ts';

/**
 * The value with an explicit null for every member that its shape declares and that has no value, at every level:
 * how the real services write absent members [PM]. Unions keep only the member that is set; members the model does
 * not declare and values of a wrong type stay as they are.
 */
export function withNulls(model: Model, shapeName: string, value: Json): Json {
  const shape = shapeOf(model, shapeName);
  if (shape.document) return value;
  if (Array.isArray(value)) {
    const item = shape.member?.shape;
    return item === undefined ? value : value.map((each) => withNulls(model, item, each));
  }
  if (!isObject(value) || shape.type !== 'structure') return value;
  const filled: JsonObject = { ...value };
  for (const [member, target] of Object.entries(shape.members ?? {})) {
    const inner = filled[member] ?? null;
    if (inner !== null) filled[member] = withNulls(model, target.shape, inner);
    else if (shape.union) delete filled[member];
    else filled[member] = null;
  }
  return filled;
}

/** The value cut down to what its shape declares, at every level: how a summary is made from a whole record. */
export function narrowed(model: Model, shapeName: string, value: Json): Json {
  const shape = shapeOf(model, shapeName);
  if (shape.document) return value;
  if (Array.isArray(value)) {
    const item = shape.member?.shape;
    return item === undefined ? value : value.map((each) => narrowed(model, item, each));
  }
  if (!isObject(value) || shape.type !== 'structure') return value;
  const kept: JsonObject = {};
  for (const [member, target] of Object.entries(shape.members ?? {})) {
    const inner = value[member];
    if (inner !== undefined) kept[member] = narrowed(model, target.shape, inner);
  }
  return kept;
}
