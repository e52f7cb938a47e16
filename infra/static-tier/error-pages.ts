/**
 * Names of what a front serves in the place of an error: the static NCCO once more, under keys of their own, because only
 * the reads of an object tell that it was served (CloudFront's metrics do not). Two of them, because they mean different
 * things: anybody who visits a front without a signature causes a 4xx; a 5xx is a region that failed behind its front.
 */
export const ERROR_PAGES = { '4xx': 'instead-of-4xx', '5xx': 'instead-of-5xx' } as const;

export type ErrorPage = (typeof ERROR_PAGES)[keyof typeof ERROR_PAGES];

export const errorPageOf = (status: number): ErrorPage => ERROR_PAGES[status < 500 ? '4xx' : '5xx'];

/** Under these names the chosen one is served as well. */
export const CHOSEN_NAMES: readonly string[] = ['fallback', ...Object.values(ERROR_PAGES)];
