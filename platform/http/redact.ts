/**
 * Takes secrets and addresses out of text before it is logged or shown. It is the last net, not the first: secrets are
 * kept in `Secret` values and errors are written without them. Every pattern is bounded or cannot backtrack far, since
 * the text may come from outside.
 */
const MARK = '[redacted]';

const SECRET_NAMES = [
  'client_?secret',
  'client_?assertion',
  'refresh_?token',
  'access_?token',
  'id_?token',
  'session_?token',
  'security_?token',
  'api[_-]?key',
  'access_?key_?id',
  'subscription[_-]?key',
  'secret_?(?:access_?)?key',
  'private_?key',
  'x-amz-(?:signature|credential|security-token)',
  'passphrase',
  'password',
  'passwd',
  '(?<!\\w)pwd',
  '(?<!\\w)secret',
  '(?<!\\w)token',
  '(?<!\\w)sig',
  '(?<!\\w)signature',
  '(?<!\\w)assertion',
  '(?<!\\w)code_?verifier',
].join('|');

const SECRET_NAME = new RegExp(`(?:${SECRET_NAMES}|authorization|cookie|credentials)$`, 'i');

const SCHEMES = 'Bearer|Basic|Digest|AWS4-HMAC-SHA256';

interface Rule {
  readonly pattern: RegExp;
  readonly replacement: string;
}

const SECRET_RULES: readonly Rule[] = [
  { pattern: /-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[A-Za-z0-9+/=\s\\-]*/g, replacement: MARK },
  // A whole header, whatever its scheme: to the end of the line or of the quoted text.
  {
    pattern: /((?:authorization|cookie)\\?["']?\s{0,3}[:=]\s{0,3}\\?["']?)[^\s"'\\][^\r\n"'\\]*/gi,
    replacement: `$1${MARK}`,
  },
  {
    pattern: new RegExp(`\\b(${SCHEMES})\\s{1,3}(?=[a-z]{0,200}[A-Z0-9+/=._~-])[A-Za-z0-9+/=._~-]{8,}`, 'g'),
    replacement: `$1 ${MARK}`,
  },
  // User and password in an address. Database passwords are often written unescaped, so there the last @ counts.
  { pattern: /\b((?:postgres|postgresql|redis|rediss):\/\/)[^\s"'\\]{0,1024}@/gi, replacement: `$1${MARK}@` },
  { pattern: /\b([a-z][a-z0-9+.-]{0,20}:\/\/)[^\s"'\\/?#]{0,1024}@/gi, replacement: `$1${MARK}@` },
  // A quoted name with a quoted value, as in JSON: {"password":"…"}, also when that JSON is itself inside a string.
  {
    pattern: new RegExp(`((?:${SECRET_NAMES})["']\\s{0,3}:\\s{0,3}")(?:[^"\\\\]|\\\\.)*`, 'gi'),
    replacement: `$1${MARK}`,
  },
  {
    pattern: new RegExp(`((?:${SECRET_NAMES})\\\\?["']\\s{0,3}:\\s{0,3}(?:\\\\"|'))[^"'\\\\]*`, 'gi'),
    replacement: `$1${MARK}`,
  },
  // A bare name with a value: password=…, sig=…, refresh_token: "…".
  {
    pattern: new RegExp(`((?:${SECRET_NAMES})\\s{0,3}[:=]\\s{0,3}\\\\?["'])[^"'\\\\]*`, 'gi'),
    replacement: `$1${MARK}`,
  },
  {
    pattern: new RegExp(`((?:${SECRET_NAMES})\\s{0,3}[:=]\\s{0,3})(?!\\[redacted\\])[^\\s"'\\\\&,;{}[\\])]+`, 'gi'),
    replacement: `$1${MARK}`,
  },
  { pattern: /\b(?:AKIA|ASIA)[A-Z0-9]{12,}\b/g, replacement: MARK },
  { pattern: /\beyJ[\w-]{5,}\.[\w-]+\.[\w-]*/g, replacement: MARK },
];

const ADDRESS_RULES: readonly Rule[] = [
  { pattern: /\b[a-z][a-z0-9+.-]{0,20}:\/\/[^\s"'<>\\]+/gi, replacement: '[address]' },
  // What the runtime appends to a network fault: "getaddrinfo ENOTFOUND db.internal".
  {
    pattern: /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH) [^\s"'\\]+/g,
    replacement: '$1 [address]',
  },
  { pattern: /\b\d{1,3}(?:\.\d{1,3}){3}(?::\d{1,5})?\b/g, replacement: '[address]' },
  {
    pattern:
      /(?<![\w:])\[?(?:(?:[0-9a-f]{1,4}:){4,7}[0-9a-f]{1,4}|(?:[0-9a-f]{1,4}:){0,6}:(?:[0-9a-f]{1,4}:){0,6}[0-9a-f]{1,5})\]?(?::\d{1,5})?(?!\w)/gi,
    replacement: '[address]',
  },
];

function apply(rules: readonly Rule[], text: string): string {
  return rules.reduce((result, rule) => result.replace(rule.pattern, rule.replacement), text);
}

/** The text without credentials: header values, name=value pairs, URL passwords, access keys, tokens, private keys. */
export function redactSecrets(text: string): string {
  return apply(SECRET_RULES, text);
}

/** True for a name whose value is a secret whatever it looks like: `clientSecret`, `x-api-key`, `Authorization`. */
export function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name);
}

/** The text without secrets and without network addresses: for error messages of parts that we did not write. */
export function redactText(text: string): string {
  return apply(ADDRESS_RULES, redactSecrets(text));
}
