/**
 * Names of the pages that a distribution serves in place of an error. Each is a copy of the static NCCO under its own key,
 * because only the reads of an object show that it was served (CloudFront's metrics do not). There are two, because they
 * mean different things: any client without a signature can cause a 4xx; a 5xx is a region that failed behind its
 * distribution.
 */
export const ERROR_PAGES = { '4xx': 'instead-of-4xx', '5xx': 'instead-of-5xx' } as const;

export type ErrorPage = (typeof ERROR_PAGES)[keyof typeof ERROR_PAGES];

export const errorPageOf = (status: number): ErrorPage => ERROR_PAGES[status < 500 ? '4xx' : '5xx'];

/**
 * Name of the copy that an application's own distributions serve. It begins with the key of the common page, so that the metric of
 * that page's reads, a prefix of keys, counts it too. No file of static-ncco/ can have it.
 */
export const ofApplication = (name: string, applicationId: string): string => `${name}.json.${applicationId}`;

/** The name under which the static tier's own distribution serves it. */
export const FALLBACK = 'fallback';

/** The chosen static NCCO is also served under these names. */
export const CHOSEN_NAMES: readonly string[] = [FALLBACK, ...Object.values(ERROR_PAGES)];
