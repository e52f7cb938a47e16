import { talk } from './build.ts';

/** Begins the NCCO that replaces a failed call flow. Commands recognize that NCCO by it. */
export const APOLOGY = talk('Sorry, something went wrong. We are connecting you to a person.');

export const isApology = (action: unknown): boolean => JSON.stringify(action) === JSON.stringify(APOLOGY);
