import { CredlyError } from '../answers.ts';
import type { Json, JsonObject } from '../../kernel/json.ts';

/** Members a list can be filtered and sorted by; which the vendor knows beside `state` is not documented. */
const MEMBERS: readonly string[] = ['state', 'name', 'level', 'type_category', 'vanity_slug', 'id'];

function known(option: string, name: string): string {
  if (MEMBERS.includes(name)) return name;
  throw new CredlyError(400, `${option}: expected one of ${MEMBERS.join(', ')}, got '${name}'`);
}

const shown = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

/** `key::value|key2::v1,v2`: every key must fit, by any of its values. @throws CredlyError 400 */
function filtered(list: readonly JsonObject[], filter: string): readonly JsonObject[] {
  const conditions = filter.split('|').map((part) => {
    const [name = '', values] = part.split('::', 2);
    if (values === undefined) throw new CredlyError(400, `filter: expected key::value, got '${part}'`);
    return { name: known('filter', name), values: values.split(',') };
  });
  return list.filter((entry) => conditions.every(({ name, values }) => values.includes(shown(entry[name]))));
}

/** By one member; a minus in front turns the order around. Ties keep their order. @throws CredlyError 400 */
function sorted(list: readonly JsonObject[], sort: string): readonly JsonObject[] {
  const descending = sort.startsWith('-');
  const name = known('sort', descending ? sort.slice(1) : sort);
  const compare = (left: JsonObject, right: JsonObject): number =>
    shown(left[name]).localeCompare(shown(right[name]), 'en');
  return list.toSorted((left, right) => (descending ? compare(right, left) : compare(left, right)));
}

/** What a query leaves of a list, in its order. @throws CredlyError 400 naming the option */
export function queried(list: readonly JsonObject[], query: URLSearchParams): readonly JsonObject[] {
  const [filter, sort] = [query.get('filter'), query.get('sort')];
  const left = filter ? filtered(list, filter) : list;
  return sort ? sorted(left, sort) : left;
}
