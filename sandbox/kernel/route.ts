/** Where a request goes: to a vendor, to a vendor's control door, or nowhere. */
export type Route =
  | { readonly kind: 'vendor'; readonly vendor: string; readonly path: string }
  | { readonly kind: 'control'; readonly vendor: string; readonly resource: string }
  | { readonly kind: 'none' };

const CONTROL_MOUNT = '_control';

/** Splits `/aws/…` and `/_control/aws/faults`. @param path the path without the query */
export function route(path: string): Route {
  const [, mount = '', ...rest] = path.split('/');
  if (mount === '') return { kind: 'none' };
  if (mount !== CONTROL_MOUNT) return { kind: 'vendor', vendor: mount, path: `/${rest.join('/')}` };
  const [vendor = '', resource = ''] = rest;
  return { kind: 'control', vendor, resource };
}
