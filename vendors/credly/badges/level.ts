import { foldName } from '../wire/texts.ts';
import { badgeCatalogue } from './catalogue.ts';

/** How a vendor's names begin, and the level that goes with it, where nobody tells one. The first that fits counts. */
const LEVELS: Readonly<Record<string, ReadonlyArray<readonly [RegExp, string]>>> = {
  aws: [
    [/^aws certified .*practitioner$/, 'Foundational'],
    [/^aws certified.* - associate$/, 'Intermediate'],
    [/^aws certified.* - (professional|specialty)$/, 'Advanced'],
  ],
  cisco: [
    [/^(ccna|cct|cisco certified support technician|cisco certified \w+ associate)\b/, 'Foundational'],
    [/^(ccie|ccde|ccar|cisco certified internetwork expert|cisco certified \w+ expert)\b/, 'Advanced'],
    [
      /^(ccnp|cisco certified network professional|cisco certified specialist|cisco certified \w+ professional)\b/,
      'Intermediate',
    ],
  ],
  dell: [
    [/^associate ?-/, 'Foundational'],
    [/^specialist ?-/, 'Intermediate'],
    [/^(expert|master) ?-/, 'Advanced'],
    [/^dell .* (operate|deploy|design) \d{4}$/, 'Intermediate'],
  ],
  ibm: [
    [/^ibm certified (\w+ )?(associate|advocate)\b/, 'Foundational'],
    [/^ibm certified advanced\b/, 'Advanced'],
    [/^ibm certified\b/, 'Intermediate'],
  ],
};

/** The level by the name alone; null where the name tells none. */
export function levelByName(vendor: string, name: string): string | null {
  const folded = foldName(name);
  return LEVELS[vendor]?.find(([pattern]) => pattern.test(folded))?.[1] ?? null;
}

/** What a badge's level is looked up by. */
export interface LeveledBadge {
  readonly vendor: string;
  readonly name: string;
  readonly templateId: string | null;
  /** As the answer tells it. */
  readonly level: string | null;
}

/** The level: as told, else as the catalogue has it, else by the name. */
export function levelOf({ vendor, name, templateId, level }: LeveledBadge): string | null {
  if (level !== null) return level;
  const catalogue = badgeCatalogue();
  const template = (templateId === null ? null : catalogue.byId(templateId)) ?? catalogue.byName(vendor, name);
  return template?.level ?? levelByName(vendor, name);
}
