/** What stands behind a socket: the same socket again after a wait, then an apology, and the person after another wait. */
export const AGAIN = [{ action: 'talk' }, { action: 'wait' }, { action: 'connect' }] as const;
export const PERSON_AFTER_A_WAIT = [
  { action: 'talk' },
  { action: 'talk' },
  { action: 'wait' },
  { action: 'connect' },
] as const;
/** Behind every person. */
export const VOICEMAIL_BEHIND = [{ action: 'talk' }, { action: 'record' }, { action: 'talk' }] as const;

/** The whole tail of an NCCO with a socket. */
export const TAIL = [...AGAIN, ...PERSON_AFTER_A_WAIT, ...VOICEMAIL_BEHIND] as const;
