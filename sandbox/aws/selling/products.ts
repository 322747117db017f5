import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MODEL_FOLDER } from '../model/model.ts';

let identifiers: ReadonlySet<string> | null = null;

function load(): ReadonlySet<string> {
  const text = readFileSync(join(MODEL_FOLDER, 'aws_products.json'), 'utf8');
  return new Set((JSON.parse(text) as Array<{ Identifier: string }>).map(({ Identifier }) => Identifier));
}

/** Whether this is the identifier of an AWS product [PM aws_products.json]. */
export function isProduct(identifier: string): boolean {
  identifiers ??= load();
  return identifiers.has(identifier);
}
