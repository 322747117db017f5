import { z } from 'zod';
import { json, serviceAddress } from './values.ts';

/** Settings for vendors, by vendor id. Which vendors and names there are, the vendors' workshops know; not this room. */
const vendorId = z.string().regex(/^[a-z][a-z0-9-]*$/, 'vendor ids in lower-case letters');

function byVendor<T>(value: z.ZodType<T>): z.ZodType<Readonly<Record<string, T>>> {
  return z.record(vendorId, value, 'an object with vendor ids');
}

const positive = (what: string): z.ZodType<number> => z.int(what).positive(what);

/** Base addresses by vendor and service name. */
export const vendorEndpoints = json(
  byVendor(z.record(z.string(), serviceAddress, 'an object with service names')),
  '{"aws":{"selling":"https://…"}}',
);

/** Hosts of download links by vendor: exact names, or `*.suffix`. */
export const downloadHosts = json(
  byVendor(
    z.array(z.string('a host name').regex(/^(\*\.)?[A-Za-z0-9.:[\]-]+$/, 'a host name or *.suffix'), 'a list of hosts'),
  ),
  '{"microsoft":["files.example"]}',
);

/** Call budgets by vendor and bucket name. */
export const quotaOverrides = json(
  byVendor(
    z.record(
      z.string(),
      z.strictObject(
        {
          limit: positive('a whole number of calls above 0'),
          periodMs: positive('a whole number of milliseconds above 0'),
        },
        'an object with limit and periodMs and nothing else',
      ),
      'an object with bucket names',
    ),
  ),
  '{"aws":{"selling-read":{"limit":100,"periodMs":1000}}}',
);
