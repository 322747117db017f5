import type { CertificationRecord } from '../../../platform/records/records.ts';
import { dateOf, instantOf } from '../wire/badge-date.ts';
import { securePageOrNull, textOrNull } from '../wire/texts.ts';
import type { Badge } from './badge-wire.ts';
import { levelOf } from './level.ts';
import { purposeOf } from './purpose.ts';

/** A badge as a certification; null for one that its earner has not accepted: it is offered, not held. */
export function toCertification(
  badge: Badge,
  vendor: string,
  holder: CertificationRecord['holder'],
): CertificationRecord | null {
  if (badge.state === 'pending' || badge.state === 'rejected') return null;
  const { name, vanity_slug: slug, id: templateId, level } = badge.badge_template;
  return {
    kind: 'certification',
    remoteId: badge.id,
    remoteUrl: null,
    remoteVersion: null,
    remoteUpdatedAt: instantOf(badge.last_updated_at) ?? instantOf(badge.updated_at),
    name,
    code: textOrNull(slug),
    level: levelOf({ vendor, name, templateId: textOrNull(templateId), level: textOrNull(level) }),
    purpose: purposeOf(vendor, name),
    issuedOn: dateOf(badge.issued_at_date, badge.issued_at),
    expiresOn: dateOf(badge.expires_at_date, badge.expires_at),
    revoked: badge.state === 'revoked',
    verifyUrl: securePageOrNull(badge.badge_url),
    holder,
  };
}
