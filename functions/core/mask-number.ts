/** A phone number, user name or SIP URI with all but its last three characters hidden. */
export const maskNumber = (number: string): string => `…${number.slice(-3)}`;

/** Free text (an error's message) with every run of seven or more digits masked. */
export const maskNumbersIn = (text: string): string => text.replace(/\d{7,}/g, maskNumber);
