/** A phone number, user name or SIP URI with all but its last three characters hidden. */
export const maskNumber = (number: string): string => `…${number.slice(-3)}`;

/** Not masked, because logs are searched for them: UUIDs, and ids or hashes of 32 or 64 hex digits. */
const ID = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|(?<![\da-f])(?:[\da-f]{32}){1,2}(?![\da-f])/;
/** Digits in a row; or apart, as people write them behind a plus: `+44 (0)7700 900-001`. */
const NUMBER = /\d{7,}|(?<=\+)\d(?:[ ().\-/]{0,3}\d){6,}/;
const ID_OR_NUMBER = new RegExp(`(${ID.source})|${NUMBER.source}`, 'gi');

/** Free text with every number of seven or more digits masked, except in ids. */
export const maskNumbersIn = (text: string): string =>
  text.replace(ID_OR_NUMBER, (found, id: string | undefined) => id ?? maskNumber(found));
