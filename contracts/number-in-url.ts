import { parameterOf } from './rung.ts';

/**
 * The called number in our own event URLs, where the settings' table `numbers` has it: the events of a person's leg and of a bot's
 * name the number that was called from the caller's, and a `notify` names none.
 */
export const NUMBER_PARAMETER = 'number';

export const withNumber = (route: string, number: string): string => `${route}?${NUMBER_PARAMETER}=${number}`;

/** Of a whole URL; undefined without one, or where it is not a URL. */
export const numberOfUrl = (url: unknown): string | undefined => parameterOf(url, NUMBER_PARAMETER);
