import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { PROJECT_ROOT } from '../../../platform/project-root.ts';
import { vendorOfIssuer } from '../issuers.ts';
import { foldName } from '../wire/texts.ts';

const FILE = 'vendors/credly/data/credly-badge-templates.json';

const catalogueShape = z.object({
  organizations: z.array(
    z.object({
      id: z.string(),
      templates: z.array(z.object({ id: z.string(), name: z.string(), level: z.string().nullable() })),
    }),
  ),
});

/** A badge that is known to exist, of a vendor of ours. */
export interface BadgeTemplate {
  readonly vendor: string;
  readonly name: string;
  /** Credly's level: Foundational, Intermediate or Advanced. */
  readonly level: string | null;
}

/** Badge templates as they were in about 2023: what answers leave out is looked up here. */
export interface BadgeCatalogue {
  readonly all: readonly BadgeTemplate[];
  byId(templateId: string): BadgeTemplate | null;
  byName(vendor: string, name: string): BadgeTemplate | null;
}

let loaded: BadgeCatalogue | null = null;

/** The catalogue that ships with the project, read from its file the first time. @throws ZodError for a broken file */
export function badgeCatalogue(): BadgeCatalogue {
  return (loaded ??= loadCatalogue());
}

function loadCatalogue(): BadgeCatalogue {
  const { organizations } = catalogueShape.parse(JSON.parse(readFileSync(join(PROJECT_ROOT, FILE), 'utf8')));
  const byId = new Map<string, BadgeTemplate>();
  const byName = new Map<string, BadgeTemplate>();
  for (const { id, templates } of organizations) {
    const vendor = vendorOfIssuer(id);
    if (vendor === null) continue;
    for (const { id: templateId, name, level } of templates) {
      const template = { vendor, name, level };
      byId.set(templateId, template);
      byName.set(nameKey(vendor, name), template);
    }
  }
  return {
    all: [...byId.values()],
    byId: (templateId) => byId.get(templateId) ?? null,
    byName: (vendor, name) => byName.get(nameKey(vendor, name)) ?? null,
  };
}

function nameKey(vendor: string, name: string): string {
  return `${vendor}\n${foldName(name)}`;
}
