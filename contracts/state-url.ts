import type { RouteName } from './routes.ts';

const ROUTE: RouteName = 'event';

/** The path parameter of `/<route>/{state}`. Not in routes.ts, whose table no handler needs in its bundle. */
export const STATE_PARAMETER = 'state';

/**
 * The event URL of an action whose event wants an NCCO: `…/event/<token>`.
 * @param eventUrl of the route; its query stays behind the token
 * @param token base64url
 */
export function stateUrl(eventUrl: string, token: string): string {
  const [route = '', ...query] = eventUrl.split('?');
  return [`${route}/${token}`, ...query].join('?');
}

/**
 * The token of such a URL, absolute or only a path, behind a stage or a base path, percent-encoded or not; undefined for any
 * other URL. Whatever stands in the token's place is returned: only who holds the key can tell whether it is one.
 */
export function stateInUrl(url: unknown): string | undefined {
  const [token, route] = pathOf(url).reverse();
  return route === ROUTE && token !== '' ? token : undefined;
}

/** Whether such a URL is the route's own, without a token. */
export const isEventUrl = (url: unknown): boolean => pathOf(url).at(-1) === ROUTE;

function pathOf(url: unknown): string[] {
  if (typeof url !== 'string') return [];
  const [, path = ''] =
    /^(?:[a-z][a-z\d+.-]*:\/\/[^/]*)?([^?#]*)/i.exec(percentDecoded(withoutQuery(url))) ?? [];
  return path.replace(/\/+$/, '').split('/');
}

/** An escape in the query may be broken. */
const withoutQuery = (url: string): string => url.replace(/[?#].*$/s, '');

/** The text as it is where an escape is broken. */
export function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
