/**
 * Users that each partner has. The roles follow section 3.1 of the vendor facts:
 * - `admin`: Referral Admin, Executive Report Viewer, Incentives admin
 * - `referralUser`: sees only referrals whose team has its address; no reports, no payouts
 * - `reportViewer`: reports without personal columns; no referrals, no payouts
 * - `none`: signed in, but without any of these roles
 */
export const MICROSOFT_ROLES = ['admin', 'referralUser', 'reportViewer', 'none'] as const;
export type MicrosoftRole = (typeof MICROSOFT_ROLES)[number];

const MAILBOXES: Readonly<Record<MicrosoftRole, string>> = {
  admin: 'api',
  referralUser: 'sales',
  reportViewer: 'reports',
  none: 'guest',
};

/** The e-mail address of a partner's user. @param domain the partner's domain */
export function userEmail(role: MicrosoftRole, domain: string): string {
  return `${MAILBOXES[role]}@${domain}`;
}
