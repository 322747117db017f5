import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../../platform/project-root.ts';

/** A badge template as the data file has it. Level and category are null for many. */
export interface TemplateFacts {
  readonly id: string;
  readonly name: string;
  readonly level: string | null;
  readonly type_category: string | null;
  readonly vanity_slug: string;
}

/** An issuing organisation with its real id. */
export interface IssuerFacts {
  /** `AWS`, `CISCO`, `DELL`, `IBM`, `MICROSOFT` and others. */
  readonly vendor: string;
  readonly id: string;
  readonly name: string;
  readonly slug: string;
  readonly templates: readonly TemplateFacts[];
}

const FILE = join(PROJECT_ROOT, 'sandbox/credly/data/credly-badge-templates.json');

/** Every issuing organisation of the data file, with its templates. */
export function readCatalogue(): readonly IssuerFacts[] {
  const { organizations } = JSON.parse(readFileSync(FILE, 'utf8')) as { organizations: readonly IssuerFacts[] };
  return organizations;
}
