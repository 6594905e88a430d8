/**
 * Milliseconds that a Retry-After header asks for: seconds, or an HTTP date, which is read against the answer's own Date
 * so that a wrong clock on either side does no harm. Null when there is none or it makes no sense.
 */
export function retryAfterMs(header: string | null, date: string | null): number | null {
  if (header === null) return null;
  if (/^\d+$/.test(header.trim())) return Number(header) * 1000;
  // Date.parse alone takes "-5" and "later 2099" for dates.
  if (!/^[A-Z][a-z]+, .* GMT$/.test(header.trim())) return null;
  const wait = Date.parse(header) - Date.parse(date ?? "");
  return Number.isNaN(wait) ? null : Math.max(0, wait);
}
