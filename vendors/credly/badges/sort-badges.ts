import type { JsonValue } from '../../../platform/records/json.ts';
import { isMalformed, type MalformedItem, type PulledItem } from '../../../platform/vendor/contract.ts';
import { check, malformed, textMember } from '../../../platform/vendor/shape-check.ts';
import type { Employee } from '../staff/employees.ts';
import type { HeldBadges } from '../staff/staff-badges.ts';
import { emailOrNull } from '../wire/texts.ts';
import { toCertification } from './badge-record.ts';
import { badgeShape } from './badge-wire.ts';
import { holderOf } from './holder.ts';
import { vendorOfBadge } from './issuer-of.ts';

/** Certifications of all vendors, apart. */
export interface SortedBadges {
  readonly byVendor: ReadonlyMap<string, readonly PulledItem[]>;
  /** What can't be read, and whose it is neither. */
  readonly faults: readonly MalformedItem[];
}

/** Sorts the staff's badges by the vendors that issued them; those of everybody else are left out. */
export function sortBadges(
  connectionId: string,
  employees: readonly Employee[],
  held: readonly HeldBadges[],
): SortedBadges {
  const names = namesByEmail(employees);
  const byVendor = new Map<string, Map<string, PulledItem>>();
  const faults: MalformedItem[] = [];
  for (const { employee, badges } of held) {
    for (const badge of badges) {
      const vendor = vendorOfBadge(badge);
      const item = vendor === null ? null : toItem(badge, { connectionId, employee, names, vendor });
      if (vendor === null || item === null) continue;
      const id = idOf(item);
      if (id === null) {
        if (isMalformed(item)) faults.push(item);
        continue;
      }
      const items = byVendor.get(vendor) ?? new Map<string, PulledItem>();
      // An employee may be entered twice: the entry that says who it is counts.
      const before = items.get(id);
      if (!before || (isAnonymous(before) && !isAnonymous(item))) items.set(id, item);
      byVendor.set(vendor, items);
    }
  }
  return { byVendor: new Map([...byVendor].map(([vendor, items]) => [vendor, inOrder(items)])), faults };
}

/** The id of a badge, readable or not. */
export function idOf(item: PulledItem): string | null {
  return isMalformed(item) ? item.malformed.remoteId : item.record.remoteId;
}

function namesByEmail(employees: readonly Employee[]): Map<string, string> {
  const names = new Map<string, string>();
  for (const { email, name } of employees) if (email !== null && name !== null) names.set(email, name);
  return names;
}

function toItem(
  raw: JsonValue,
  of: { connectionId: string; employee: Employee; names: ReadonlyMap<string, string>; vendor: string },
): PulledItem | null {
  const checked = check(badgeShape, raw);
  if ('fault' in checked) return malformed(checked.fault, textMember(raw, 'id'));
  const email = of.employee.email ?? emailOrNull(checked.value.user?.email);
  const holder = holderOf(of.connectionId, of.employee, email, of.names);
  const record = toCertification(checked.value, of.vendor, holder);
  return record && { record, payload: raw };
}

function isAnonymous(item: PulledItem): boolean {
  return !isMalformed(item) && item.record.kind === 'certification' && item.record.holder.email === null;
}

function inOrder(items: ReadonlyMap<string, PulledItem>): PulledItem[] {
  return [...items].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, item]) => item);
}
