/**
 * What every answer of the gateway tells browsers: it is no page, it belongs into no frame, and no other site may have
 * it. A page replaces the policy by its own. No header lets another site in: there is no CORS. Nothing is said of TLS,
 * which ends before us.
 */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'x-frame-options': 'DENY',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
};
