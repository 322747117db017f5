import { unreadable } from '../transport/failure.ts';
import type { ListPage, Row } from '../wire/list-page.ts';

/**
 * Rows of all pages of a list, for look-ups that need the whole.
 * @throws VendorError `upstream_error` when a page token comes twice: such a list never ends
 */
export async function allRows(name: string, list: (token: string | null) => Promise<ListPage>): Promise<Row[]> {
  const rows: Row[] = [];
  const seen = new Set<string>();
  let token: string | null = null;
  do {
    const page: ListPage = await list(token);
    rows.push(...page.rows);
    token = page.nextToken;
    if (token !== null && seen.has(token)) throw unreadable(name, 'a page token came twice');
    seen.add(token ?? '');
  } while (token !== null);
  return rows;
}
