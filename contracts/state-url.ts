/** The event URL of an action that leads on: `…/event/<token>`. */
export const stateUrl = (eventUrl: string, token: string): string => `${eventUrl}/${token}`;

/** The token in such a URL; undefined for any other. */
export const stateInUrl = (url: unknown): string | undefined =>
  typeof url === 'string' ? /\/event\/([\w-]+)\/?(?:[?#].*)?$/.exec(url)?.[1] : undefined;
